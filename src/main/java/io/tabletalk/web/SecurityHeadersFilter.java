package io.tabletalk.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/// Tells browsers to trust a response with as little as it needs, and to keep none of it.
class SecurityHeadersFilter extends OncePerRequestFilter {

    static final String CLOSED = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// Swagger UI sets styles and markup from its own script.
    static final String DOCUMENTATION_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
            + " 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " + CLOSED;

    private final String pagePolicy;

    SecurityHeadersFilter(Page page) {
        this.pagePolicy = page.policy();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Content-Security-Policy", policy(request.getRequestURI()));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        // Answers hold people's data; static files set a Cache-Control of their own.
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        chain.doFilter(request, response);
    }

    private String policy(String path) {
        return path.startsWith("/docs") || path.startsWith("/swagger-ui") ? DOCUMENTATION_POLICY : pagePolicy;
    }
}
