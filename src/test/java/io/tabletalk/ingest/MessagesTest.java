package io.tabletalk.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tabletalk.pipeline.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The messages are as `docs/messages.md` describes them.
class MessagesTest {

    private static final Pattern EXAMPLE = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

    static List<Topic<?>> topics() {
        return List.of(
                Topics.INGESTION_PLANS,
                Topics.DATA_INGESTION,
                Topics.EMBEDDING_REQUESTS,
                Topics.VECTOR_UPDATES,
                Topics.BATCH_STATUS);
    }

    @ParameterizedTest
    @MethodSource("topics")
    void everyExampleIsReadAndWrittenUnchanged(Topic<?> topic) throws IOException {
        List<String> examples = examples(topic.name());

        assertThat(examples).isNotEmpty();
        for (String example : examples) {
            JsonNode envelope = IngestFixture.JSON.readTree(example);
            assertThat(envelope.path("version").asInt()).isEqualTo(1);
            Object message = IngestFixture.JSON.treeToValue(envelope.path("message"), topic.type());
            String written = IngestFixture.JSON.writerFor(topic.type()).writeValueAsString(message);
            assertThat(IngestFixture.JSON.readTree(written)).isEqualTo(envelope.path("message"));
        }
    }

    /// One that is read must be of use: what fails behind the reading would come again for ever.
    @ParameterizedTest
    @MethodSource("topics")
    <M> void aPartThatIsNullMakesAMessageUnreadableUnlessItMayBeMissing(Topic<M> topic) throws IOException {
        for (String example : examples(topic.name())) {
            JsonNode message = IngestFixture.JSON.readTree(example).path("message");
            for (JsonPointer part : parts(message, JsonPointer.empty())) {
                assertThatCode(() -> use(topic, without(message, part)))
                        .as("%s without %s", topic.name(), part)
                        .doesNotThrowAnyException();
            }
        }
    }

    private static List<JsonPointer> parts(JsonNode node, JsonPointer at) {
        List<JsonPointer> parts = new ArrayList<>();
        node.properties().forEach(property -> {
            JsonPointer part = at.appendProperty(property.getKey());
            parts.add(part);
            parts.addAll(parts(property.getValue(), part));
        });
        for (int i = 0; i < (node.isArray() ? node.size() : 0); i++) {
            parts.add(at.appendIndex(i));
            parts.addAll(parts(node.get(i), at.appendIndex(i)));
        }
        return parts;
    }

    private static JsonNode without(JsonNode message, JsonPointer part) {
        JsonNode copy = message.deepCopy();
        JsonNode parent = copy.at(part.head());
        if (parent instanceof ObjectNode object) {
            object.putNull(part.last().getMatchingProperty());
        } else {
            ((ArrayNode) parent).setNull(part.last().getMatchingIndex());
        }
        return copy;
    }

    private static <M> void use(Topic<M> topic, JsonNode broken) {
        M message;
        try {
            message = IngestFixture.JSON.treeToValue(broken, topic.type());
        } catch (JacksonException refused) {
            return;
        }
        assertThat(topic.key().apply(message)).isNotEmpty();
        assertThat(topic.weight().applyAsLong(message)).isPositive();
        topic.isRemoval(message);
    }

    private static List<String> examples(String topic) throws IOException {
        String text = Files.readString(Path.of("docs/messages.md"));
        String section = text.split("## `" + topic + "`", 2)[1].split("\n## ", 2)[0];
        return EXAMPLE.matcher(section).results().map(MessagesTest::content).toList();
    }

    private static String content(MatchResult found) {
        return found.group(1);
    }
}
