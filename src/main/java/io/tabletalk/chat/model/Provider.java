package io.tabletalk.chat.model;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The providers Tabletalk can talk to. Adding one: a constant here, and its defaults in `application.yml` under
/// `tabletalk.chat.model.providers`.
public enum Provider {
    GEMINI("gemini", "Google Gemini", true, "/v1beta") {
        @Override
        StreamingChatModel connect(ModelConnection connection, ModelSettings settings, HttpClientBuilder http) {
            return GoogleAiGeminiStreamingChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(connection.endpoint().toString())
                    .apiKey(connection.revealedKey())
                    .modelName(connection.model())
                    .maxOutputTokens(settings.maxAnswerTokens())
                    .temperature(settings.temperature())
                    .returnThinking(false) // unset, the library mixes thoughts into the answer
                    .build();
        }
    },
    OPENAI("openai", "OpenAI", true, "/v1") {
        @Override
        StreamingChatModel connect(ModelConnection connection, ModelSettings settings, HttpClientBuilder http) {
            return openAi(connection, settings, http)
                    .maxCompletionTokens(settings.maxAnswerTokens()) // newer OpenAI models refuse max_tokens
                    .build();
        }
    },
    OPENAI_COMPATIBLE("openai-compatible", "OpenAI-compatible server", false, "/v1") {
        @Override
        StreamingChatModel connect(ModelConnection connection, ModelSettings settings, HttpClientBuilder http) {
            return openAi(connection, settings, http)
                    .maxTokens(settings.maxAnswerTokens())
                    .build();
        }
    },
    CUSTOM("custom", "Custom endpoint", false, "/v1") {
        @Override
        StreamingChatModel connect(ModelConnection connection, ModelSettings settings, HttpClientBuilder http) {
            return OPENAI_COMPATIBLE.connect(connection, settings, http);
        }
    },
    ANTHROPIC("anthropic", "Anthropic Claude", true, "/v1") {
        @Override
        StreamingChatModel connect(ModelConnection connection, ModelSettings settings, HttpClientBuilder http) {
            return AnthropicStreamingChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(connection.endpoint().toString())
                    .apiKey(connection.revealedKey())
                    .modelName(connection.model())
                    .maxTokens(settings.maxAnswerTokens())
                    .temperature(settings.temperature())
                    .build();
        }
    },
    OLLAMA("ollama", "Ollama", false, "") {
        @Override
        StreamingChatModel connect(ModelConnection connection, ModelSettings settings, HttpClientBuilder http) {
            return OllamaStreamingChatModel.builder()
                    .httpClientBuilder(http)
                    .baseUrl(connection.endpoint().toString())
                    .modelName(connection.model())
                    .numPredict(settings.maxAnswerTokens())
                    .numCtx(settings.ollamaContextTokens()) // Ollama's own default silently cuts longer prompts
                    .temperature(settings.temperature())
                    .build();
        }
    },
    LMSTUDIO("lmstudio", "LM Studio", false, "/v1") {
        @Override
        StreamingChatModel connect(ModelConnection connection, ModelSettings settings, HttpClientBuilder http) {
            return OPENAI_COMPATIBLE.connect(connection, settings, http);
        }
    };

    private final String id;
    private final String title;
    private final boolean needsKey;
    private final String basePath;

    Provider(String id, String title, boolean needsKey, String basePath) {
        this.id = id;
        this.title = title;
        this.needsKey = needsKey;
        this.basePath = basePath;
    }

    /// The model behind a connection, making its requests through `http`. Cheap: nothing is sent yet.
    abstract StreamingChatModel connect(ModelConnection connection, ModelSettings settings, HttpClientBuilder http);

    /// The name in settings and in the API, such as `openai-compatible`.
    public String id() {
        return id;
    }

    /// The name for people.
    public String title() {
        return title;
    }

    boolean needsKey() {
        return needsKey;
    }

    /// The path that an endpoint given without one stands for.
    String basePath() {
        return basePath;
    }

    /// The provider of that name.
    static Optional<Provider> find(String id) {
        return Arrays.stream(values())
                .filter(provider -> provider.id.equals(id))
                .findFirst();
    }

    /// All names, in order.
    static List<String> ids() {
        return Arrays.stream(values()).map(Provider::id).toList();
    }

    private static OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder openAi(
            ModelConnection connection, ModelSettings settings, HttpClientBuilder http) {
        return OpenAiStreamingChatModel.builder()
                .httpClientBuilder(http)
                .baseUrl(connection.endpoint().toString())
                .apiKey(connection.revealedKey())
                .modelName(connection.model())
                .temperature(settings.temperature());
    }
}
