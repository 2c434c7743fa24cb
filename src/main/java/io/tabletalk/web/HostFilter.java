package io.tabletalk.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses requests that address this server by a name that is not its own. A foreign page can have its own host name
/// resolve to this machine (DNS rebinding) and would then read everything here as if it came from its own site; only
/// the `Host` header gives it away.
class HostFilter extends OncePerRequestFilter {

    private final AllowedHosts allowed;
    private final ErrorWriter errors;

    HostFilter(AllowedHosts allowed, ErrorWriter errors) {
        this.allowed = allowed;
        this.errors = errors;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (allowed.contains(request.getHeader(HttpHeaders.HOST))) {
            chain.doFilter(request, response);
            return;
        }
        errors.write(
                response,
                HttpStatus.FORBIDDEN,
                new ApiError(
                        "This server does not go by the name in the Host header. Add the name to"
                                + " tabletalk.web.allowed-hosts if it should.",
                        "host_not_allowed"));
    }
}
