package io.tabletalk.security.key;

import io.tabletalk.web.ApiError;
import io.tabletalk.web.ErrorWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses requests without a key, where keys are asked for.
class ApiKeyFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";
    private static final String HEADER = "X-API-Key";

    private final ApiKeys keys;
    private final ErrorWriter errors;

    ApiKeyFilter(ApiKeys keys, ErrorWriter errors) {
        this.keys = keys;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !keys.areRequired() || OpenPaths.contains(request.getMethod(), request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String sent = sent(request);
        Optional<Caller> caller = Optional.ofNullable(sent).flatMap(keys::callerWith);
        if (caller.isPresent()) {
            caller.get().noteIn(request);
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        errors.write(response, HttpStatus.UNAUTHORIZED, refusal(sent != null));
    }

    private static @Nullable String sent(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return request.getHeader(HEADER);
    }

    private static ApiError refusal(boolean sentOne) {
        return sentOne
                ? new ApiError("This API key is not valid here, or was revoked.", "api_key_invalid")
                : new ApiError(
                        "This server asks for an API key: send it as 'Authorization: Bearer …'. The command line takes it"
                                + " from TABLETALK_API_KEY.",
                        "api_key_required");
    }
}
