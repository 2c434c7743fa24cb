package io.tabletalk.source;

import com.fasterxml.jackson.annotation.JsonValue;
import io.tabletalk.security.Secret;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// How one setting of a kind is entered.
///
/// @param name     in snake_case
/// @param form     what its value looks like
/// @param required whether a source cannot do without it
/// @param values   the only values there are; empty when it is free
record SettingForm(String name, Form form, boolean required, List<String> values) {

    enum Form {
        TEXT,
        NUMBER,
        BOOLEAN,
        /// A text that is never shown again.
        SECRET,
        /// Several texts.
        LIST,
        /// Anything else: JSON.
        STRUCTURE;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// The settings of a record, in its order.
    static List<SettingForm> of(Class<?> settingsType) {
        List<String> names = SourceSettingsReader.names(settingsType);
        RecordComponent[] components = settingsType.getRecordComponents();
        return Stream.iterate(0, i -> i < components.length, i -> i + 1)
                .map(i -> new SettingForm(
                        names.get(i), form(components[i]), isRequired(components[i]), values(components[i].getType())))
                .toList();
    }

    private static Form form(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == String.class || type.isEnum()) {
            return Form.TEXT;
        }
        if (type == Secret.class) {
            return Form.SECRET;
        }
        if (type == Boolean.class || type == boolean.class) {
            return Form.BOOLEAN;
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return Form.NUMBER;
        }
        boolean isListOfTexts = component.getGenericType() instanceof ParameterizedType generic
                && generic.getRawType() == List.class
                && generic.getActualTypeArguments()[0] == String.class;
        return isListOfTexts ? Form.LIST : Form.STRUCTURE;
    }

    private static boolean isRequired(RecordComponent component) {
        Method accessor = component.getAccessor();
        return Stream.<Class<? extends Annotation>>of(NotBlank.class, NotEmpty.class, NotNull.class)
                .anyMatch(accessor::isAnnotationPresent);
    }

    /// As [JsonMapper] would write them: an enumeration may name its values itself.
    private static List<String> values(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(SettingForm::written)
                        .toList()
                : List.of();
    }

    private static String written(Object value) {
        return JsonMapper.shared().convertValue(value, String.class);
    }
}
