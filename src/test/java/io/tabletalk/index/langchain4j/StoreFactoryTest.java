package io.tabletalk.index.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import io.tabletalk.security.Secret;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreFactoryTest {

    private static final String BUILT = BuiltStore.class.getName();

    @Test
    void aStoreWithoutPropertiesIsMadeAsItIs() {
        assertThat(StoreFactory.open(InMemoryEmbeddingStore.class.getName(), Map.of()))
                .isInstanceOf(InMemoryEmbeddingStore.class);
    }

    @Test
    void aStoreIsBuiltWithWhatTheSettingsSayInTheTypesOfItsBuilder() {
        BuiltStore store = (BuiltStore) StoreFactory.open(
                BUILT,
                Map.of(
                        "base-url", new Secret("http://127.0.0.1:1"),
                        "PORT", new Secret("6333"),
                        "use_tls", new Secret("TRUE"),
                        "timeout", new Secret("PT30S"),
                        "kind", new Secret("large")));

        assertThat(store.builder.baseUrl).isEqualTo("http://127.0.0.1:1");
        assertThat(store.builder.port).isEqualTo(6333);
        assertThat(store.builder.useTls).isTrue();
        assertThat(store.builder.timeout).isEqualTo(Duration.ofSeconds(30));
        assertThat(store.builder.kind).isEqualTo(BuiltStore.Kind.LARGE);
    }

    @Test
    void whatIsNoStoreOrNotThereIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> StoreFactory.open("com.example.Nowhere", Map.of()))
                .withMessageContaining("there is no class com.example.Nowhere")
                .withMessageContaining("dependency");
        assertThatIllegalStateException()
                .isThrownBy(() -> StoreFactory.open("java.lang.String", Map.of()))
                .withMessageContaining("is no dev.langchain4j.store.embedding.EmbeddingStore");
    }

    @Test
    void anUnknownPropertyIsAnsweredWithTheValidOnes() {
        assertThatIllegalStateException()
                .isThrownBy(() -> StoreFactory.open(BUILT, Map.of("colour", new Secret("blue"))))
                .withMessageContaining("there is no 'colour'. Valid: baseUrl, kind, port, timeout, useTls");
    }

    @Test
    void aValueOfTheWrongKindIsRefusedAndNotRepeated() {
        assertThatIllegalStateException()
                .isThrownBy(() -> StoreFactory.open(BUILT, Map.of("port", new Secret("hunter2"))))
                .withMessageContaining("port has to be a int")
                .withMessageNotContaining("hunter2");
    }

    @Test
    void aStoreThatCannotBeBuiltIsNamedWithoutWhatItSaid() {
        assertThatIllegalStateException()
                .isThrownBy(() -> StoreFactory.open(BUILT, Map.of("base-url", new Secret("broken"))))
                .withMessageContaining("cannot be opened (IllegalArgumentException)")
                .withMessageNotContaining("broken");
    }
}
