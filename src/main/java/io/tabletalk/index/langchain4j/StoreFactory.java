package io.tabletalk.index.langchain4j;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import io.tabletalk.security.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes a store from the name of its class, by its builder. All of LangChain4j's stores have one, each with methods of
/// its own, so they are found by their names.
final class StoreFactory {

    private static final Map<Class<?>, Function<String, Object>> CONVERSIONS = Map.of(
            String.class, text -> text,
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            boolean.class, StoreFactory::truth,
            Boolean.class, StoreFactory::truth,
            Duration.class, Duration::parse);

    private StoreFactory() {}

    /// @param properties by the names of the builder's methods, in any case and with or without `-`
    /// @throws IllegalStateException saying what is wrong with the settings; no value of a property is in it
    static EmbeddingStore<TextSegment> open(String className, Map<String, Secret> properties) {
        Class<?> type = type(className);
        try {
            if (properties.isEmpty()
                    && Arrays.stream(type.getConstructors()).anyMatch(each -> each.getParameterCount() == 0)) {
                return store(type.getConstructor().newInstance());
            }
            Object builder = type.getMethod("builder").invoke(null);
            properties.forEach((name, value) -> set(builder, name, value));
            return store(call(builder, builder.getClass().getMethod("build")));
        } catch (InvocationTargetException e) { // what it says may hold an address or a credential, so it is left out
            String kind = Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName();
            throw new IllegalStateException("The store " + className + " cannot be opened (" + kind
                    + "). Look at tabletalk.index.langchain4j.properties, and whether the store answers.");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "tabletalk.index.langchain4j.store: " + className + " has no builder that can be used.", e);
        }
    }

    private static Class<?> type(String className) {
        try {
            Class<?> type = Class.forName(className);
            if (EmbeddingStore.class.isAssignableFrom(type)) {
                return type;
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "tabletalk.index.langchain4j.store: there is no class " + className
                            + ". Add the dependency that has it to the POM.",
                    e);
        }
        throw new IllegalStateException("tabletalk.index.langchain4j.store: " + className
                + " is no dev.langchain4j.store.embedding.EmbeddingStore.");
    }

    @SuppressWarnings("unchecked") // every store that has a builder is one of text segments
    private static EmbeddingStore<TextSegment> store(Object made) {
        return (EmbeddingStore<TextSegment>) made;
    }

    private static void set(Object builder, String name, Secret value) {
        Method method = methods(builder).stream()
                .filter(each -> plain(each.getName()).equals(plain(name)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("tabletalk.index.langchain4j.properties: there is no '"
                        + name + "'. Valid: " + names(builder)));
        Object argument;
        try {
            argument = convert(value.reveal(), method.getParameterTypes()[0]);
        } catch (RuntimeException e) {
            throw new IllegalStateException("tabletalk.index.langchain4j.properties." + name + " has to be a "
                    + method.getParameterTypes()[0].getSimpleName() + ".");
        }
        try {
            call(builder, method, argument);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("tabletalk.index.langchain4j.properties." + name + " is not accepted.");
        }
    }

    /// Builders may be nested classes that are not public themselves.
    private static Object call(Object target, Method method, Object... arguments) throws ReflectiveOperationException {
        method.setAccessible(true);
        return method.invoke(target, arguments);
    }

    private static List<Method> methods(Object builder) {
        return Arrays.stream(builder.getClass().getMethods())
                .filter(each -> each.getParameterCount() == 1 && each.getDeclaringClass() != Object.class)
                .filter(each ->
                        CONVERSIONS.containsKey(each.getParameterTypes()[0]) || each.getParameterTypes()[0].isEnum())
                .toList();
    }

    private static String names(Object builder) {
        return methods(builder).stream()
                .map(Method::getName)
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    private static Object convert(String text, Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> ((Enum<?>) each).name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow();
        }
        Function<String, Object> conversion = CONVERSIONS.get(type);
        if (conversion == null) {
            throw new IllegalArgumentException(type.getName());
        }
        return conversion.apply(text);
    }

    private static Object truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }
}
