package io.tabletalk.web;

import org.springframework.http.HttpStatus;

/// A request that cannot be served, as the client is told: `{"detail": …, "code": …}` with the status.
///
/// Controllers throw it; modules map their own exceptions to it at their edge. The detail is written for the person who
/// made the request, says what to do where that is known, and holds no credential and no stack trace.
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    /// @param code stable, lower_snake_case, for programs: `source_not_found`
    public ApiException(HttpStatus status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    public static ApiException notFound(String code, String detail) {
        return new ApiException(HttpStatus.NOT_FOUND, code, detail);
    }

    /// 422: the request was understood, but what it asks for is not valid.
    public static ApiException invalid(String code, String detail) {
        return new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, code, detail);
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }
}
