package io.tabletalk.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// The one form of every error response.
///
/// @param detail what went wrong, for a person; never a credential or a stack trace
/// @param code   the same, for programs: stable, lower_snake_case
/// @param errors field by field, when the request did not validate; left out when empty
public record ApiError(
        String detail,
        String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<FieldProblem> errors) {

    public ApiError(String detail, String code) {
        this(detail, code, List.of());
    }

    /// The error as a response. It is JSON whatever the client accepts: one that asks for an event stream is told, too.
    public ResponseEntity<ApiError> asResponse(HttpStatusCode status) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(this);
    }

    /// @param field snake_case path in the request
    public record FieldProblem(String field, String message) {}
}
