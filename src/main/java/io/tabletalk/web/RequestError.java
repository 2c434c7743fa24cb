package io.tabletalk.web;

import io.tabletalk.web.ApiError.FieldProblem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// What the framework found wrong with a request, in words for the person who made it. Never repeats a value from the
/// request: it could be a credential.
record RequestError(HttpStatusCode status, ApiError body) {

    private static final String VALIDATION_FAILED = "validation_failed";

    /// @param status the framework's own; 400 becomes 422, which is what a request that does not validate gets here
    static RequestError of(Exception failure, HttpStatusCode status) {
        if (status.is5xxServerError()) {
            return error(status, null);
        }
        return switch (failure) {
            case MethodArgumentNotValidException e -> invalid(FieldProblems.of(e.getBindingResult()));
            case HandlerMethodValidationException e -> invalid(FieldProblems.of(e));
            case HttpMessageNotReadableException e -> UnreadableBody.explain(e);
            case MissingServletRequestParameterException e -> missing("parameter", e.getParameterName());
            case MissingServletRequestPartException e -> missing("part", e.getRequestPartName());
            case MissingRequestValueException e ->
                invalid(String.valueOf(e.getBody().getDetail()));
            case TypeMismatchException e -> invalid(List.of(FieldProblems.of(e)));
            case MaxUploadSizeExceededException ignored ->
                new RequestError(
                        HttpStatus.CONTENT_TOO_LARGE,
                        new ApiError("The upload is larger than this server accepts.", "request_too_large"));
            case MultipartException ignored ->
                error(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "multipart_invalid",
                        "The request is not a well-formed multipart upload.");
            case HttpRequestMethodNotSupportedException e ->
                error(status, "method_not_allowed", "This address does not take " + e.getMethod() + "." + allowed(e));
            case HttpMediaTypeNotSupportedException ignored ->
                error(status, "unsupported_media_type", "Send the body as JSON, with Content-Type: application/json.");
            case HttpMediaTypeNotAcceptableException ignored ->
                error(status, "not_acceptable", "This address cannot answer in a form that the Accept header names.");
            case NoResourceFoundException ignored -> error(status, "not_found", "There is nothing at this address.");
            case ResponseStatusException e -> error(status, e.getReason());
            default -> error(status, null);
        };
    }

    /// 422 with each field's problem.
    static RequestError invalid(List<FieldProblem> problems) {
        String detail = problems.stream()
                .map(problem -> "'" + problem.field() + "' " + problem.message())
                .collect(Collectors.joining("; ", "", "."));
        return new RequestError(HttpStatus.UNPROCESSABLE_CONTENT, new ApiError(detail, VALIDATION_FAILED, problems));
    }

    private static RequestError invalid(String detail) {
        return error(HttpStatus.UNPROCESSABLE_CONTENT, VALIDATION_FAILED, detail);
    }

    private static RequestError missing(String what, String name) {
        return invalid(List.of(new FieldProblem(name, "is a required " + what)));
    }

    /// An error of which no more is known than its status.
    static RequestError error(HttpStatusCode status, @Nullable String detail) {
        if (status.value() == HttpStatus.BAD_REQUEST.value()) {
            return invalid(detail == null ? "The request is not well-formed." : detail);
        }
        ApiError plain = ContainerError.of(status);
        return detail == null ? new RequestError(status, plain) : error(status, plain.code(), detail);
    }

    static RequestError error(HttpStatusCode status, String code, String detail) {
        return new RequestError(status, new ApiError(detail, code));
    }

    private static String allowed(HttpRequestMethodNotSupportedException failure) {
        String[] methods = failure.getSupportedMethods();
        return methods == null || methods.length == 0 ? "" : " It takes " + String.join(", ", methods) + ".";
    }
}
