package io.tabletalk.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Where the servlet container sends what failed outside of any controller. Takes the place of Boot's error page.
@RestController
@Hidden
class ErrorPage implements ErrorController {

    private final Incidents incidents;

    ErrorPage(Incidents incidents) {
        this.incidents = incidents;
    }

    @RequestMapping("${spring.web.error.path:/error}")
    ResponseEntity<ApiError> render(HttpServletRequest request) {
        if (!(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code)) {
            // Nothing failed: a client asked for this address itself.
            return new ApiError("There is nothing at this address.", "not_found").asResponse(HttpStatus.NOT_FOUND);
        }
        HttpStatusCode status = HttpStatusCode.valueOf(code);
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            return incidents.report(failure, where(request)).asResponse(status);
        }
        return ContainerError.of(status).asResponse(status);
    }

    private static String where(HttpServletRequest request) {
        return request.getMethod() + " " + request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    }
}
