package io.tabletalk.source;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.tabletalk.source.SourceException.Kind;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/// Turns plain values into a kind's settings record and says what is wrong with them, without repeating any value: it
/// could be a credential.
@Component
class SourceSettingsReader {

    private static final PropertyNamingStrategies.SnakeCaseStrategy SNAKE_CASE =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private final JsonMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final Validator validator;

    SourceSettingsReader(Validator validator) {
        this.validator = validator;
    }

    /// @throws SourceException INVALID when a value is unknown, of the wrong form, or breaks a constraint
    <C> C read(SourceFactory<C> factory, Map<String, Object> values) {
        C settings = convert(factory, values);
        check(factory, settings);
        return settings;
    }

    /// The names that a kind's settings may have, aliases left out, in the order of the record.
    static List<String> names(Class<?> settingsType) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : settingsType.getRecordComponents()) {
            names.add(snakeCase(component.getName()));
        }
        return names;
    }

    /// As [#names], with the aliases.
    static List<String> namesAndAliases(Class<?> settingsType) {
        List<String> names = new ArrayList<>(names(settingsType));
        for (RecordComponent component : settingsType.getRecordComponents()) {
            JsonAlias alias = component.getAccessor().getAnnotation(JsonAlias.class);
            if (alias != null) {
                names.addAll(List.of(alias.value()));
            }
        }
        return names;
    }

    private <C> C convert(SourceFactory<C> factory, Map<String, Object> values) {
        try {
            return mapper.convertValue(values, factory.settingsType());
        } catch (UnrecognizedPropertyException e) {
            throw invalid(
                    factory,
                    "there is no setting '" + e.getPropertyName() + "'. The settings are "
                            + String.join(", ", names(factory.settingsType())) + ".");
        } catch (DatabindException e) {
            throw invalid(factory, reason(e));
        } catch (JacksonException e) {
            throw invalid(factory, "the settings cannot be read.");
        }
    }

    /// A record's own constructor may refuse a value with a message for the user; Jackson's own messages repeat the
    /// value, so only the place is taken from them.
    private static String reason(DatabindException failure) {
        String path = failure.getPath().stream()
                .map(reference -> reference.getPropertyName() == null
                        ? "[" + reference.getIndex() + "]"
                        : reference.getPropertyName())
                .collect(Collectors.joining("."));
        if (failure.getCause() instanceof IllegalArgumentException refused && refused.getMessage() != null) {
            return (path.isEmpty() ? "" : path + ": ") + refused.getMessage();
        }
        return path.isEmpty()
                ? "the settings do not have the right form."
                : "'" + path + "' has a value of the wrong form.";
    }

    private <C> void check(SourceFactory<C> factory, C settings) {
        Set<ConstraintViolation<C>> violations = validator.validate(settings);
        if (violations.isEmpty()) {
            return;
        }
        throw invalid(
                factory,
                violations.stream()
                        .map(violation ->
                                "'" + snakeCase(violation.getPropertyPath().toString()) + "' " + violation.getMessage())
                        .sorted()
                        .collect(Collectors.joining("; ", "", ".")));
    }

    private static SourceException invalid(SourceFactory<?> factory, String reason) {
        return new SourceException(Kind.INVALID, "Settings of kind '" + factory.type() + "': " + reason);
    }

    private static String snakeCase(String name) {
        return SNAKE_CASE.nameForField(null, null, name);
    }
}
