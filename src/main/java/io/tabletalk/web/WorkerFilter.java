package io.tabletalk.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets a worker tell how it is, and answer nothing else: it has no index to search.
@Component
@ConditionalOnProperty(name = "tabletalk.worker", havingValue = "true")
class WorkerFilter extends OncePerRequestFilter {

    private static final Set<String> ANSWERED = Set.of("/health", "/status", "/metrics");

    private final ErrorWriter errors;

    WorkerFilter(ErrorWriter errors) {
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getRequestURI();
        if (ANSWERED.contains(path)) {
            chain.doFilter(request, response);
        } else {
            errors.write(
                    response,
                    HttpStatus.NOT_FOUND,
                    new ApiError(
                            "This is a worker: it answers /health, /status and /metrics. Ask the server.", "worker"));
        }
    }
}
