package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.pipeline.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// The messages are as `docs/messages.md` describes them.
class MessagesTest {

    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    static List<Topic<?>> topics() {
        return List.of(
                Topics.INGESTION_PLANS,
                Topics.DATA_INGESTION,
                Topics.EMBEDDING_REQUESTS,
                Topics.VECTOR_UPDATES,
                Topics.BATCH_STATUS);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyExampleIsReadAndWrittenUnchanged(Topic<?> topic) throws IOException {
        List<String> examples = examples(topic.name());

        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            JsonNode envelope = IngestFixture.JSON.readTree(example);
            assertThat(envelope.path("version").asInt()).isEqualTo(1);
            Object message = IngestFixture.JSON.treeToValue(envelope.path("message"), topic.type());
            String written = IngestFixture.JSON.writerFor(topic.type()).writeValueAsString(message);
            assertThat(IngestFixture.JSON.readTree(written)).isEqualTo(envelope.path("message"));
        }
    }

    private static List<String> examples(String topic) throws IOException {
        String text = Files.readString(Path.of("docs/messages.md"));
        String section = text.split("## `" + topic + "`", 2)[1].split("\n## ", 2)[0];
        return EXAMPLE.matcher(section).results().map(MessagesTest::content).toList();
    }

    private static String content(MatchResult found) {
        return found.group(1);
    }
}
