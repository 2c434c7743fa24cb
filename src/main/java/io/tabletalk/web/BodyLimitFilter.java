package io.tabletalk.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses bodies that are too large, before they are read when their length is announced and while they are read when
/// it is not. Uploads (multipart) are left to `tabletalk.files.max-upload`.
class BodyLimitFilter extends OncePerRequestFilter {

    private final long maxBytes;
    private final ErrorWriter errors;

    BodyLimitFilter(long maxBytes, ErrorWriter errors) {
        this.maxBytes = maxBytes;
        this.errors = errors;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String contentType = request.getContentType();
        return contentType != null && contentType.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > maxBytes) {
            errors.write(response, HttpStatus.CONTENT_TOO_LARGE, new BodyTooLargeException(maxBytes).error());
            return;
        }
        chain.doFilter(new LimitedRequest(request, maxBytes), response);
    }
}
