package planted.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Fails outside of any controller.
public class PlantedFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (request.getRequestURI()) {
            case "/filtered/throw" -> throw new IllegalStateException("password=swordfish");
            case "/filtered/refuse" -> response.sendError(HttpServletResponse.SC_CONFLICT, "password=swordfish");
            default -> chain.doFilter(request, response);
        }
    }
}
