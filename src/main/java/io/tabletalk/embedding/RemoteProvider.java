package io.tabletalk.embedding;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel.TaskType;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who offers embedding models over HTTP.
enum RemoteProvider {
    OPENAI("openai", "https://api.openai.com/v1", true) {
        @Override
        EmbeddingModel model(Connection connection, HttpClientBuilder http) {
            return openAi(connection, http);
        }
    },
    /// Any server that speaks OpenAI's embeddings.
    OPENAI_COMPATIBLE("openai-compatible", "", false) {
        @Override
        EmbeddingModel model(Connection connection, HttpClientBuilder http) {
            return openAi(connection, http);
        }
    },
    GEMINI("gemini", "https://generativelanguage.googleapis.com/v1beta", true) {
        @Override
        EmbeddingModel model(Connection connection, HttpClientBuilder http) {
            return GoogleAiEmbeddingModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(connection.endpoint())
                    .apiKey(connection.key())
                    .modelName(connection.model())
                    .taskType(connection.forQuestions() ? TaskType.RETRIEVAL_QUERY : TaskType.RETRIEVAL_DOCUMENT)
                    .outputDimensionality(connection.dimensions())
                    .maxRetries(0)
                    .build();
        }
    },
    OLLAMA("ollama", "http://localhost:11434", false) {
        @Override
        EmbeddingModel model(Connection connection, HttpClientBuilder http) {
            return OllamaEmbeddingModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(connection.endpoint())
                    .modelName(connection.model())
                    .dimensions(connection.dimensions())
                    .maxRetries(0)
                    .build();
        }
    };

    private final String id;
    private final String usualEndpoint;
    private final boolean needsKey;

    RemoteProvider(String id, String usualEndpoint, boolean needsKey) {
        this.id = id;
        this.usualEndpoint = usualEndpoint;
        this.needsKey = needsKey;
    }

    /// Where to find a model and what to ask of it.
    ///
    /// @param forQuestions some models embed questions otherwise than passages
    /// @param dimensions   null for as many as the model has
    /// @param key          never shown
    record Connection(
            String endpoint,
            String model,
            String key,
            boolean forQuestions,
            @Nullable Integer dimensions) {

        @Override
        public String toString() {
            return model + " at " + endpoint;
        }
    }

    /// The library's model, making its requests through `http`; nothing is sent yet.
    abstract EmbeddingModel model(Connection connection, HttpClientBuilder http);

    private static EmbeddingModel openAi(Connection connection, HttpClientBuilder http) {
        return OpenAiEmbeddingModel.builder()
                .httpClientBuilder(http)
                .baseUrl(connection.endpoint())
                .apiKey(connection.key().isBlank() ? null : connection.key())
                .modelName(connection.model())
                .dimensions(connection.dimensions())
                .maxSegmentsPerBatch(Integer.MAX_VALUE) // they come grouped already
                .maxRetries(0)
                .build();
    }

    static Optional<RemoteProvider> find(String id) {
        return Arrays.stream(values())
                .filter(provider -> provider.id.equals(id))
                .findFirst();
    }

    /// @throws IllegalArgumentException when there is none of this name
    static RemoteProvider of(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException(
                "There is no provider of embedding models '" + id + "'. Valid are " + String.join(", ", ids()) + "."));
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(RemoteProvider::id).toList();
    }

    /// The name in settings, and in front of the colon of a model's name.
    String id() {
        return id;
    }

    /// @throws IllegalArgumentException when an address or a key is missing that this provider needs
    Connection connect(String model, RemoteSettings settings, boolean forQuestions) {
        RemoteSettings.Endpoint given = settings.of(this);
        String endpoint = given.endpoint().isBlank() ? usualEndpoint : given.endpoint();
        String key = given.apiKey().reveal();
        if (endpoint.isBlank()) {
            throw missing("endpoint", "the address of the server, such as http://localhost:8080/v1");
        }
        if (needsKey && key.isBlank()) {
            throw missing("api-key", "the key that the provider gave you");
        }
        Integer dimensions = settings.dimensions() == 0 ? null : settings.dimensions();
        return new Connection(endpoint.replaceFirst("/+$", ""), model, key, forQuestions, dimensions);
    }

    private IllegalArgumentException missing(String setting, String what) {
        return new IllegalArgumentException("Embedding models of " + id + " need tabletalk.embedding.remote.providers."
                + id + "." + setting + ": " + what + ".");
    }
}
