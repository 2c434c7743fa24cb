package io.tabletalk.embedding;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Tells of a tokenizer whether it cuts each word by itself, whatever stands beyond the white space and punctuation
/// around
/// it, as those of BERT do. Others, of byte pairs for example, put white space into their tokens, or have tokens of
/// their own that do.
final class WordByWord {

    private static final Map<String, String> TYPES = Map.of(
            "/normalizer/type", "BertNormalizer",
            "/pre_tokenizer/type", "BertPreTokenizer",
            "/model/type", "WordPiece");

    private static final String ADDED = "/added_tokens/";

    /// What makes an added token depend on what stands beside it.
    private static final Set<String> DEPENDING = Set.of("lstrip", "rstrip", "single_word");

    private WordByWord() {}

    /// @param json the tokenizer's description in Hugging Face's format
    static boolean isTrueOf(byte[] json) {
        Map<String, String> types = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String name = parser.currentName();
                if (token == JsonToken.VALUE_STRING && "type".equals(name)) {
                    types.put(place(parser), parser.getString());
                } else if (token == JsonToken.VALUE_STRING && "content".equals(name)) {
                    if (place(parser).startsWith(ADDED) && !isOneWord(parser.getString())) {
                        return false;
                    }
                } else if (token == JsonToken.VALUE_TRUE && name != null && DEPENDING.contains(name)) {
                    return false;
                }
            }
        }
        return types.entrySet().containsAll(TYPES.entrySet());
    }

    private static String place(JsonParser parser) {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    /// Of ASCII alone: what else there is may become white space or punctuation when it is normalized.
    private static boolean isOneWord(String added) {
        return added.chars().noneMatch(character -> character > '~' || KnownWords.isBoundary((char) character));
    }
}
