package io.tabletalk.embedding;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Tells of a tokenizer whether it cuts each word by itself, whatever stands beyond the white space around it, as those
/// of BERT do. Others, of byte pairs for example, put white space into their tokens.
final class WordByWord {

    private static final Map<String, String> TYPES = Map.of(
            "/normalizer/type", "BertNormalizer",
            "/pre_tokenizer/type", "BertPreTokenizer",
            "/model/type", "WordPiece");

    private WordByWord() {}

    /// @param json the tokenizer's description in Hugging Face's format
    static boolean isTrueOf(byte[] json) {
        Map<String, String> types = new HashMap<>();
        // Read as a stream that ends early: most of the description is the vocabulary, and it comes last.
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            JsonToken token = parser.nextToken();
            while (token != null && types.size() < TYPES.size()) {
                if (token == JsonToken.VALUE_STRING && "type".equals(parser.currentName())) {
                    String part = parser.streamReadContext().pathAsPointer().toString();
                    if (TYPES.containsKey(part)) {
                        types.put(part, parser.getString());
                    }
                }
                token = parser.nextToken();
            }
        }
        return types.equals(TYPES);
    }
}
