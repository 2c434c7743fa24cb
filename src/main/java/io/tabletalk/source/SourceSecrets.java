package io.tabletalk.source;

import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/// Keeps credentials apart from the settings they belong to: the settings are stored and shown with
/// [Secret#MASK] in their place, and the values lie beside them under their JSON pointers.
@Component
class SourceSecrets {

    private static final TypeReference<Map<String, Object>> VALUES = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> SECRETS = new TypeReference<>() {};

    private final JsonMapper masking = mapper().build();
    private final JsonMapper revealing = mapper().addModule(
                    new SimpleModule().addSerializer(Secret.class, new Revealing()))
            .build();

    /// A settings record, taken apart for storing.
    ///
    /// @param settings JSON with every credential masked
    /// @param secrets  JSON object from pointer to credential
    record Stored(String settings, String secrets) {}

    Stored takeApart(Object settings) {
        JsonNode masked = masking.valueToTree(settings);
        JsonNode whole = revealing.valueToTree(settings);
        Map<String, String> secrets = new LinkedHashMap<>();
        collect(masked, whole, JsonPointer.empty(), secrets);
        return new Stored(masking.writeValueAsString(masked), masking.writeValueAsString(secrets));
    }

    /// The plain values with their credentials, to make the settings record from.
    Map<String, Object> putTogether(Stored stored) {
        JsonNode settings = masking.readTree(stored.settings());
        masking.readValue(stored.secrets(), SECRETS).forEach((pointer, value) -> set(settings, pointer, value));
        return masking.convertValue(settings, VALUES);
    }

    /// The plain values as a client is shown them.
    Map<String, Object> masked(Stored stored) {
        return masking.convertValue(masking.readTree(stored.settings()), VALUES);
    }

    /// Puts the stored credentials where a client sent the mask back, having been shown nothing else.
    ///
    /// @throws SourceException INVALID when a masked value has no stored credential
    Map<String, Object> unmask(Map<String, Object> values, Map<String, String> secrets) {
        JsonNode tree = masking.valueToTree(values);
        unmask(tree, JsonPointer.empty(), tree, secrets);
        return masking.convertValue(tree, VALUES);
    }

    Map<String, String> secrets(Stored stored) {
        return masking.readValue(stored.secrets(), SECRETS);
    }

    /// Does any value stand for a credential that the client was not shown?
    boolean isMasked(Map<String, Object> values) {
        return isMasked(masking.<JsonNode>valueToTree(values));
    }

    private static boolean isMasked(JsonNode node) {
        return isMask(node) || children(node).values().stream().anyMatch(SourceSecrets::isMasked);
    }

    private static boolean isMask(JsonNode node) {
        return node.isString() && node.stringValue().equals(Secret.MASK);
    }

    /// Names of the top-level settings in which the two differ, credentials included: one may hold an address.
    Set<String> differences(Stored one, Stored other) {
        Map<String, Object> first = putTogether(one);
        Map<String, Object> second = putTogether(other);
        Set<String> names = new TreeSet<>(first.keySet());
        names.addAll(second.keySet());
        names.removeIf(name -> Objects.equals(first.get(name), second.get(name)));
        return names;
    }

    private void unmask(JsonNode root, JsonPointer at, JsonNode node, Map<String, String> secrets) {
        if (isMask(node)) {
            String secret = secrets.get(at.toString());
            if (secret == null) {
                throw new SourceException(
                        Kind.INVALID, "'" + at.toString().substring(1) + "' is masked: give the value itself.");
            }
            set(root, at.toString(), secret);
        }
        for (Map.Entry<String, JsonNode> entry : Map.copyOf(children(node)).entrySet()) {
            unmask(root, at.appendProperty(entry.getKey()), entry.getValue(), secrets);
        }
    }

    /// Finds the texts below `at` that the mask has replaced.
    private static void collect(JsonNode node, JsonNode whole, JsonPointer at, Map<String, String> secrets) {
        if (node.isString()) {
            JsonNode value = whole.at(at);
            if (!node.equals(value)) {
                secrets.put(at.toString(), value.stringValue());
            }
        }
        children(node).forEach((name, child) -> collect(child, whole, at.appendProperty(name), secrets));
    }

    private static Map<String, JsonNode> children(JsonNode node) {
        Map<String, JsonNode> children = new LinkedHashMap<>();
        node.properties().forEach(entry -> children.put(entry.getKey(), entry.getValue()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            children.put(Integer.toString(i), node.get(i));
        }
        return children;
    }

    private static void set(JsonNode root, String pointer, String value) {
        JsonPointer path = JsonPointer.compile(pointer);
        switch (root.at(path.head())) {
            case ObjectNode parent -> parent.put(path.last().getMatchingProperty(), value);
            case ArrayNode parent -> parent.set(path.last().getMatchingIndex(), parent.stringNode(value));
            default -> throw new IllegalStateException("The stored settings have no place for " + pointer);
        }
    }

    private static JsonMapper.Builder mapper() {
        return JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    }

    private static final class Revealing extends StdSerializer<Secret> {

        Revealing() {
            super(Secret.class);
        }

        @Override
        public void serialize(Secret secret, JsonGenerator generator, SerializationContext context) {
            generator.writeString(secret.reveal());
        }
    }
}
