package io.tabletalk;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/// The settings there are, read from the records that they are bound to.
final class KnownSettings {

    private final List<Group> groups = new ArrayList<>();

    private record Group(ConfigurationPropertyName prefix, ResolvableType type) {}

    /// Adds a record that is bound to the settings below `prefix`.
    void add(String prefix, Class<?> type) {
        groups.add(new Group(ConfigurationPropertyName.of(prefix), ResolvableType.forClass(type)));
    }

    boolean contains(ConfigurationPropertyName name) {
        return groups.stream().anyMatch(group -> typeAt(group, name).isPresent());
    }

    /// What is valid at the place where the name leaves the known ones, sorted.
    List<String> validInsteadOf(ConfigurationPropertyName name) {
        ConfigurationPropertyName parent = name.getParent();
        while (!parent.isEmpty() && childrenOf(parent).isEmpty()) {
            parent = parent.getParent();
        }
        return childrenOf(parent);
    }

    private List<String> childrenOf(ConfigurationPropertyName parent) {
        TreeSet<String> children = new TreeSet<>();
        for (Group group : groups) {
            if (parent.isAncestorOf(group.prefix)) {
                String next = group.prefix.getElement(parent.getNumberOfElements(), Form.DASHED);
                children.add(parent.append(next).toString());
            }
            typeAt(group, parent)
                    .map(KnownSettings::components)
                    .orElse(List.of())
                    .forEach(component ->
                            children.add(parent.append(settingName(component)).toString()));
        }
        return List.copyOf(children);
    }

    /// The type that a name leads to, or empty when it leads nowhere in this group.
    private static Optional<ResolvableType> typeAt(Group group, ConfigurationPropertyName name) {
        if (!group.prefix.equals(name) && !group.prefix.isAncestorOf(name)) {
            return Optional.empty();
        }
        Optional<ResolvableType> type = Optional.of(group.type);
        for (int i = group.prefix.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
            String element = name.getElement(i, Form.UNIFORM);
            type = type.flatMap(parent -> child(parent, element));
        }
        return type;
    }

    private static Optional<ResolvableType> child(ResolvableType type, String element) {
        Class<?> raw = type.resolve(Object.class);
        if (raw == Object.class) {
            return Optional.of(type); // anything may stand below a plain value
        }
        if (Map.class.isAssignableFrom(raw)) {
            return Optional.of(type.asMap().getGeneric(1));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return Optional.of(type.asCollection().getGeneric(0));
        }
        return components(type).stream()
                .filter(component -> uniform(settingName(component)).equals(element))
                .map(component -> ResolvableType.forType(component.getGenericType()))
                .findFirst();
    }

    private static List<RecordComponent> components(ResolvableType type) {
        Class<?> raw = type.resolve(Object.class);
        return raw.isRecord() ? List.of(raw.getRecordComponents()) : List.of();
    }

    /// As it is written in the configuration: `maxBodySize` is `max-body-size`.
    private static String settingName(RecordComponent component) {
        Name given = component.getAnnotation(Name.class);
        String name = given == null ? component.getName() : given.value();
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static String uniform(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
