package io.tabletalk.web;

import io.tabletalk.web.ApiError.FieldProblem;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.util.StringUtils;
import org.springframework.validation.Errors;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.databind.PropertyNamingStrategies;

/// Finds which fields of a request are wrong, under the names that the client used.
final class FieldProblems {

    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private FieldProblems() {}

    /// What is wrong with a body.
    static List<FieldProblem> of(Errors errors) {
        return errors.getAllErrors().stream()
                .map(error -> new FieldProblem(
                        error instanceof FieldError field ? snakeCase(field.getField()) : "request", message(error)))
                .sorted(Comparator.comparing(FieldProblem::field).thenComparing(FieldProblem::message))
                .toList();
    }

    /// What is wrong with parameters.
    static List<FieldProblem> of(HandlerMethodValidationException failure) {
        return failure.getParameterValidationResults().stream()
                .flatMap(FieldProblems::problems)
                .toList();
    }

    private static Stream<FieldProblem> problems(ParameterValidationResult result) {
        if (result instanceof ParameterErrors body) {
            return of((Errors) body).stream();
        }
        String name = name(result.getMethodParameter());
        return result.getResolvableErrors().stream().map(error -> new FieldProblem(name, message(error)));
    }

    /// A parameter that is no number, no such constant, and so on.
    static FieldProblem of(TypeMismatchException failure) {
        String name = failure instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : String.valueOf(failure.getPropertyName());
        return new FieldProblem(name, "must be " + TypeNames.of(failure.getRequiredType()));
    }

    private static String message(MessageSourceResolvable error) {
        // A failed binding's message holds the value that was sent.
        boolean mismatch = error instanceof FieldError field && field.isBindingFailure();
        String message = error.getDefaultMessage();
        return mismatch || message == null ? "has a value of the wrong form" : message;
    }

    private static String name(MethodParameter parameter) {
        RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
        PathVariable path = parameter.getParameterAnnotation(PathVariable.class);
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        return firstNonEmpty(
                query == null ? null : query.name(),
                path == null ? null : path.name(),
                header == null ? null : header.name(),
                parameter.getParameterName());
    }

    private static String firstNonEmpty(@Nullable String... names) {
        return Stream.of(names).filter(StringUtils::hasLength).findFirst().orElse("request");
    }

    private static String snakeCase(String path) {
        return SNAKE_CASE.nameForField(null, null, path);
    }
}
