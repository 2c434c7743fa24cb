package io.tabletalk.web;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;

/// Renders every exception of a controller as an [ApiError]. Comes after the advices of the modules, which know their
/// own exceptions.
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ErrorAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorAdvice.class);

    private final Incidents incidents;

    ErrorAdvice(Incidents incidents) {
        this.incidents = incidents;
    }

    @ExceptionHandler
    ResponseEntity<ApiError> handle(ApiException failure) {
        return new ApiError(String.valueOf(failure.getMessage()), failure.code()).asResponse(failure.status());
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handle(MultipartException failure, WebRequest request) {
        return answer(failure, HttpHeaders.EMPTY, HttpStatus.UNPROCESSABLE_CONTENT, request);
    }

    /// The state database cannot be reached; nothing is wrong with the request.
    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class})
    ResponseEntity<ApiError> handleStateAway(Exception failure) {
        LOG.warn("The state database does not answer: {}", failure.getMessage());
        return new ApiError("The state database does not answer. Try again in a moment.", "state_unavailable")
                .asResponse(HttpStatus.SERVICE_UNAVAILABLE);
    }

    /// What nobody foresaw.
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> handle(Exception failure, WebRequest request) {
        return answer(failure, HttpHeaders.EMPTY, HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(failure, headers, status, request);
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (isGone(failure, request)) {
            return null;
        }
        RequestError error = RequestError.of(failure, status);
        ApiError body = error.status().is5xxServerError() ? incidents.report(failure, describe(request)) : error.body();
        return ResponseEntity.status(error.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    /// Whether nobody can be answered any more: the client has left, or part of another answer has been sent.
    private static boolean isGone(Exception failure, WebRequest request) {
        HttpServletResponse response = ((ServletWebRequest) request).getResponse();
        return response == null
                || response.isCommitted()
                || DisconnectedClientHelper.isClientDisconnectedException(failure);
    }

    private static String describe(WebRequest request) {
        ServletWebRequest servletRequest = (ServletWebRequest) request;
        return servletRequest.getHttpMethod() + " "
                + servletRequest.getRequest().getRequestURI();
    }
}
