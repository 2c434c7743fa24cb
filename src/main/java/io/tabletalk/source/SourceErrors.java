package io.tabletalk.source;

import io.tabletalk.web.ApiError;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// How a source's failure is told over HTTP: what the request got wrong is 422, credentials that the other side refused
/// too (they stand in the request), and a source that does not answer is 503.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class SourceErrors {

    @ExceptionHandler
    ResponseEntity<ApiError> handle(SourceException failure) {
        return switch (failure.kind()) {
            case INVALID -> error(HttpStatus.UNPROCESSABLE_CONTENT, "source_invalid", failure);
            case DENIED -> error(HttpStatus.UNPROCESSABLE_CONTENT, "source_denied", failure);
            case UNAVAILABLE -> error(HttpStatus.SERVICE_UNAVAILABLE, "source_unavailable", failure);
        };
    }

    private static ResponseEntity<ApiError> error(HttpStatus status, String code, SourceException failure) {
        return new ApiError(failure.getMessage(), code).asResponse(status);
    }
}
