package io.tabletalk.embedding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Remembers the tokens of words and punctuation, so that a tokenizer is asked only for those not met lately, all of a
/// text in one call. Only for tokenizers that cut each word by itself ([WordByWord]). Safe for use
/// by several threads.
final class KnownWords {

    /// About 5 MB of English, and 12 where a word is a whole phrase, as in Chinese.
    private static final int WORDS = 20_000;

    /// What is longer is seldom met twice.
    private static final int LONGEST = 20;

    private final Function<String, Tokens> tokenizer;
    /// Tidied by who uses it: that takes less than to hand it to another thread.
    private final Cache<String, Tokens> known =
            Caffeine.newBuilder().maximumSize(WORDS).executor(Runnable::run).build();

    KnownWords(Function<String, Tokens> tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// A word, or a punctuation character alone.
    ///
    /// @param tokens null when they are not known
    private record Word(int start, int end, @Nullable Tokens tokens) {}

    /// The same that the tokenizer would say of the text.
    Tokens tokens(String text) {
        List<Word> words = words(text);
        List<Tokens> asked = ask(text, words);
        Tokens.Collector tokens = new Tokens.Collector(text.length() / 3);
        int next = 0;
        for (Word word : words) {
            tokens.add(word.tokens() != null ? word.tokens() : asked.get(next++), word.start());
        }
        return tokens.tokens();
    }

    private List<Word> words(String text) {
        List<Word> words = new ArrayList<>(text.length() / 5 + 1);
        for (int start = 0; start < text.length(); ) {
            if (isSpace(text.charAt(start))) {
                start++;
                continue;
            }
            int end = end(text, start);
            boolean mayBeKnown = end - start <= LONGEST;
            words.add(new Word(start, end, mayBeKnown ? known.getIfPresent(text.substring(start, end)) : null));
            start = end;
        }
        return words;
    }

    private static int end(String text, int start) {
        int end = start + 1;
        if (!isPunctuation(text.charAt(start))) {
            while (end < text.length() && !isBoundary(text.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    /// Does it end a word?
    static boolean isBoundary(char character) {
        return isSpace(character) || isPunctuation(character);
    }

    /// Only what is white space beyond doubt. What the tokenizer may see otherwise belongs to a word.
    static boolean isSpace(char character) {
        return character == ' ' || character == '\n' || character == '\t' || character == '\r';
    }

    /// Punctuation that is always a token of its own: all of ASCII but brackets, which may be part of a special token
    /// such as `[SEP]`.
    private static boolean isPunctuation(char character) {
        return character >= '!' && character <= '/'
                || character >= ':' && character <= '@'
                || character >= '^' && character <= '`'
                || character >= '{' && character <= '~'
                || character == '\\';
    }

    /// The tokens of the words that are not known, in their order.
    private List<Tokens> ask(String text, List<Word> words) {
        StringBuilder unknown = new StringBuilder();
        List<String> asked = new ArrayList<>();
        for (Word word : words) {
            if (word.tokens() == null) {
                asked.add(text.substring(word.start(), word.end()));
                unknown.append(asked.getLast()).append(' ');
            }
        }
        if (asked.isEmpty()) {
            return List.of();
        }
        return divide(asked, tokenizer.apply(unknown.toString()));
    }

    private List<Tokens> divide(List<String> words, Tokens all) {
        List<Tokens> divided = new ArrayList<>(words.size());
        int start = 0;
        int token = 0;
        for (String word : words) {
            int first = token;
            int end = start + word.length();
            while (token < all.count() && all.starts()[token] < end) {
                token++;
            }
            divided.add(all.part(first, token, start));
            if (word.length() <= LONGEST) {
                known.put(word, divided.getLast());
            }
            start = end + 1;
        }
        return divided;
    }
}
