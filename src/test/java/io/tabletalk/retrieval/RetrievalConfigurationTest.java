package io.tabletalk.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.embedding.TokenDemand;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class RetrievalConfigurationTest {

    @ParameterizedTest
    @CsvSource({
        "auto, lucene, local, true",
        "late-interaction, lucene, local, true",
        "off, lucene, local, false",
        "auto, chroma, local, false",
        "auto, langchain4j, local, false",
        "auto, lucene, kafka, false"
    })
    void tokensAreWantedWhereTheIndexOfThisProcessKeepsAndUsesThem(
            String rerank, String index, String transport, boolean wanted) {
        new ApplicationContextRunner()
                .withUserConfiguration(RetrievalConfiguration.class)
                .withPropertyValues(
                        "tabletalk.retrieval.rerank=" + rerank,
                        "tabletalk.index.type=" + index,
                        "tabletalk.pipeline.transport=" + transport)
                .run(context -> assertThat(context.getBeanProvider(TokenDemand.class).stream()
                                .anyMatch(TokenDemand::tokensWanted))
                        .isEqualTo(wanted));
    }
}
