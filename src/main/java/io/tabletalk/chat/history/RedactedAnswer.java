package io.tabletalk.chat.history;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An answer without what it held of documents that are gone.
///
/// @param passages how many passages of these there were, in the sources shown with the answer
record RedactedAnswer(String content, JsonNode metadata, JsonNode details, long passages) {

    /// Stands for a passage or a sentence.
    static final String DELETED = "[deleted]";

    /// @param metadata the message's, changed in place
    /// @param details  as [AnswerNote#details], changed in place
    static RedactedAnswer of(
            String content, JsonNode metadata, JsonNode details, String source, Collection<String> keys) {
        Set<Integer> numbers = new HashSet<>();
        for (JsonNode passage : details.path("sources")) {
            if (isOf(passage, source, keys) && passage instanceof ObjectNode shown) {
                numbers.add(shown.path("number").asInt(0));
                clear(shown);
            }
        }
        for (JsonNode reference : metadata.path("sources")) {
            if (isOf(reference, source, keys) && reference instanceof ObjectNode named) {
                named.put("key", "").put("title", DELETED);
            }
        }
        String rest = content;
        for (JsonNode citation : details.path("answer").path("citations")) {
            if (citesAny(citation, numbers) && citation instanceof ObjectNode cited) {
                rest = without(cited.path("sentence").asString(""), rest);
                cited.put("sentence", DELETED).putNull("problem");
            }
        }
        return new RedactedAnswer(rest, metadata, details, numbers.size());
    }

    private static boolean isOf(JsonNode passage, String source, Collection<String> keys) {
        return passage.path("source").asString("").equals(source)
                && keys.contains(passage.path("key").asString(""));
    }

    private static void clear(ObjectNode passage) {
        passage.put("content", DELETED).put("title", DELETED).put("key", "");
        passage.putObject("metadata");
        passage.putObject("place").put("start", 0).put("end", 0);
    }

    private static boolean citesAny(JsonNode citation, Set<Integer> numbers) {
        return citation.path("passages").valueStream().anyMatch(number -> numbers.contains(number.asInt(0)));
    }

    /// A sentence that is not there as it was noted could be there in another form: then nothing of the answer stays.
    private static String without(String sentence, String content) {
        return content.contains(sentence) ? content.replace(sentence, DELETED) : DELETED;
    }
}
