package io.tabletalk.security.key;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tabletalk.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Makes, lists and revokes keys. That takes the main key: one that was lost could otherwise make itself others.
@RestController
@RequestMapping("/api/keys")
@Tag(name = "API keys", description = "Who may use this server, when TABLETALK_API_KEY is set")
class KeyController {

    private final ApiKeys keys;

    KeyController(ApiKeys keys) {
        this.keys = keys;
    }

    /// @param required whether requests need a key
    /// @param current  the name of the key that came with this request, or null
    /// @param main     whether that is the main key
    /// @param keys     those made with the main key; told to it alone
    record KeyList(boolean required, @Nullable String current, boolean main, List<ApiKey> keys) {}

    /// @param name whose the key is, or what for
    record Wish(@NotBlank @Size(max = 100) String name) {}

    /// @param key the key itself; it is told this once
    record NewKey(String id, String name, Instant createdAt, String key) {}

    @GetMapping
    @Operation(summary = "Whether requests need a key, whose came with this one, and which there are")
    KeyList list(HttpServletRequest request) {
        Optional<Caller> caller = Caller.of(request);
        boolean main = caller.filter(Caller::isMain).isPresent();
        return new KeyList(
                keys.areRequired(), caller.map(Caller::name).orElse(null), main, main ? keys.all() : List.of());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Makes a key", description = "Its text is in this answer and nowhere else.")
    NewKey create(@Valid @RequestBody Wish wish, HttpServletRequest request) {
        requireMainKey(request);
        Instant now = Instant.now();
        String name = wish.name().strip();
        KeyText made = keys.create(name, now);
        return new NewKey(made.id(), name, now, made.text());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revokes a key: the next request with it is refused")
    void revoke(@PathVariable String id, HttpServletRequest request) {
        requireMainKey(request);
        if (!keys.revoke(id)) {
            throw ApiException.notFound("key_not_found", "There is no API key '" + id + "'.");
        }
    }

    private void requireMainKey(HttpServletRequest request) {
        if (!keys.areRequired()) {
            throw new ApiException(
                    HttpStatus.CONFLICT,
                    "keys_not_required",
                    "This server asks for no keys. Set TABLETALK_API_KEY and start it again, and it does.");
        }
        if (Caller.of(request).filter(Caller::isMain).isEmpty()) {
            throw new ApiException(
                    HttpStatus.FORBIDDEN,
                    "main_key_required",
                    "Keys are made and revoked with the main key, which TABLETALK_API_KEY holds on the server.");
        }
    }
}
