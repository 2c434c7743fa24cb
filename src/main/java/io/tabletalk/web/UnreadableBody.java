package io.tabletalk.web;

import io.tabletalk.web.ApiError.FieldProblem;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.exc.ValueInstantiationException;

/// Why a JSON body could not be read. Jackson's own messages are not passed on: they hold Java names and the values
/// that were sent.
final class UnreadableBody {

    private UnreadableBody() {}

    static RequestError explain(HttpMessageNotReadableException failure) {
        BodyTooLargeException tooLarge = BodyTooLargeException.in(failure);
        if (tooLarge != null) {
            return new RequestError(HttpStatus.CONTENT_TOO_LARGE, tooLarge.error());
        }
        return switch (failure.getCause()) {
            case null ->
                RequestError.error(HttpStatus.UNPROCESSABLE_CONTENT, "body_missing", "The request has no body.");
            case DatabindException e -> wrongValue(e);
            case JacksonException e ->
                RequestError.error(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "malformed_json",
                        "The request body is not valid JSON" + place(e) + ".");
            default ->
                RequestError.error(
                        HttpStatus.UNPROCESSABLE_CONTENT, "body_unreadable", "The request body cannot be read.");
        };
    }

    private static RequestError wrongValue(DatabindException failure) {
        String path = path(failure);
        return RequestError.invalid(List.of(new FieldProblem(path.isEmpty() ? "request" : path, message(failure))));
    }

    private static String message(DatabindException failure) {
        return switch (failure) {
            case PropertyBindingException ignored -> "is not a field of this request";
            case MismatchedInputException e -> "must be " + TypeNames.of(e.getTargetType());
            case ValueInstantiationException e -> refusal(e);
            default -> "has a value of the wrong form";
        };
    }

    /// A record's own constructor refuses a value in words for the user.
    private static String refusal(ValueInstantiationException failure) {
        return failure.getCause() instanceof IllegalArgumentException refused && refused.getMessage() != null
                ? "is refused: " + refused.getMessage()
                : "has a value of the wrong form";
    }

    private static String path(DatabindException failure) {
        return failure.getPath().stream()
                .map(UnreadableBody::step)
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String step(Reference reference) {
        return reference.getPropertyName() == null ? "[" + reference.getIndex() + "]" : reference.getPropertyName();
    }

    private static String place(JacksonException failure) {
        @Nullable TokenStreamLocation location = failure.getLocation();
        return location == null ? "" : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
