package io.tabletalk.chat.model;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.chat.model.ModelException.Kind;
import io.tabletalk.chat.model.ModelSettings.ProviderSettings;
import io.tabletalk.chat.model.ModelSwitch.InUse;
import io.tabletalk.security.Secret;
import io.tabletalk.web.ApiException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/llm")
@Tag(name = "Models", description = "Which language model answers, and how to change it while running.")
class ModelController {

    private final ModelSwitch models;
    private final ModelSettings settings;

    ModelController(ModelSwitch models, ModelSettings settings) {
        this.models = models;
        this.settings = settings;
    }

    record Providers(List<ProviderView> providers, String current) {}

    /// @param configured whether it can be switched to without giving a key, a model or an endpoint
    /// @param hasKey     whether the settings hold a key, which is sent to `endpoint` alone
    record ProviderView(
            @Schema(example = "ollama") String name,
            @Schema(example = "Ollama") String title,
            @Schema(example = "llama3.2") String model,
            @Schema(example = "http://localhost:11434") String endpoint,
            boolean requiresKey,
            boolean hasKey,
            boolean configured,
            boolean current) {}

    record ModelView(
            @Schema(example = "ollama") String provider,
            @Schema(example = "llama3.2") @Nullable String model,

            @Schema(
                    description = "ready, untested, failing, or no_model when answers quote passages",
                    example = "ready")
            String status,

            @Schema(example = "http://localhost:11434") @Nullable
            String endpoint,

            @Schema(description = "Whether an API key is sent to the endpoint")
            boolean hasKey,

            @Schema(description = "What is wrong, or null") @Nullable
            String problem) {}

    record SwitchRequest(
            @Schema(example = "ollama") @NotBlank String provider,

            @Schema(example = "llama3.2") @Nullable @Size(max = 200)
            String model,

            @Schema(
                    description = "Write-only: stored in the state database, never shown",
                    type = "string",
                    format = "password",
                    accessMode = Schema.AccessMode.WRITE_ONLY)
            @Nullable
            Secret apiKey,

            @Schema(example = "http://localhost:11434") @Nullable @Size(max = 2_000)
            String endpoint) {}

    @Operation(summary = "The providers, and which are configured")
    @GetMapping("/providers")
    Providers providers() {
        String current = view(models.inUse()).provider();
        List<ProviderView> views = Arrays.stream(Provider.values())
                .map(provider -> view(provider, current))
                .toList();
        return new Providers(views, current);
    }

    @Operation(summary = "The model in use")
    @GetMapping("/current")
    ModelView current() {
        return view(models.inUse());
    }

    @Operation(
            summary = "Use another model",
            description = "The new model is tested with a tiny request first; when that fails, nothing changes. The"
                    + " provider `extractive` means no model: answers quote passages.")
    @PostMapping("/switch")
    ModelView change(@Valid @RequestBody SwitchRequest request) {
        try {
            return view(models.switchTo(new ModelChoice(
                    request.provider(),
                    blankToNull(request.model()),
                    blankToNull(request.endpoint()),
                    request.apiKey())));
        } catch (IllegalArgumentException e) {
            throw ApiException.invalid("model_choice_invalid", String.valueOf(e.getMessage()));
        } catch (ModelException e) {
            throw new ApiException(
                    statusOf(e.kind()), e.kind().code(), e.getMessage() + " The model in use was not changed.");
        }
    }

    private ProviderView view(Provider provider, String current) {
        ProviderSettings configured = settings.of(provider);
        boolean complete = !configured.model().isBlank()
                && !configured.endpoint().isBlank()
                && (!provider.needsKey() || configured.keyIfSet() != null);
        return new ProviderView(
                provider.id(),
                provider.title(),
                configured.model(),
                configured.endpoint(),
                provider.needsKey(),
                configured.keyIfSet() != null,
                complete,
                provider.id().equals(current));
    }

    private static ModelView view(InUse state) {
        AnswerModel model = state.model();
        if (model == null) {
            String problem = state.problem().isEmpty() ? null : state.problem();
            return new ModelView(ModelSwitch.EXTRACTIVE, null, "no_model", null, false, problem);
        }
        String failure = state.outcome().failure();
        String status = failure != null ? "failing" : state.outcome().isTried() ? "ready" : "untested";
        ModelConnection connection = state.connection();
        String endpoint = connection == null ? null : connection.endpoint().toString();
        boolean hasKey = connection != null && connection.key() != null;
        return new ModelView(model.provider().id(), model.model(), status, endpoint, hasKey, failure);
    }

    private static HttpStatus statusOf(Kind kind) {
        return switch (kind) {
            case DENIED, NOT_FOUND, REJECTED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case RATE_LIMITED, UNAVAILABLE, TIMED_OUT, INTERRUPTED, CANCELLED -> HttpStatus.BAD_GATEWAY;
        };
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
