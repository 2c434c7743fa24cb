package io.tabletalk.chat.answer;

import io.tabletalk.chat.answer.Citation.Status;
import io.tabletalk.index.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks every sentence of an answer against the passages it cites: quoted text and numbers must occur there.
public final class CitationCheck {

    private static final Pattern QUOTE = Pattern.compile("“([^”]+)”|\"([^\"]+)\"|„([^“”]+)[“”]|«([^»]+)»");
    private static final Pattern OMISSION = Pattern.compile("\\[?(?:…|\\.\\.\\.)]?");
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern LIST_NUMBER = Pattern.compile("^\\s*\\d{1,3}[.)]\\s+");
    private static final int FEWEST_WORDS = 3;

    private CitationCheck() {}

    /// The sentences of an answer that cite something or ought to, in order.
    ///
    /// @param passages what the answer was made from; `[1]` is the first
    public static List<Citation> check(String answer, List<Hit> passages) {
        List<CitedText> texts = passages.stream().map(CitedText::of).toList();
        List<Citation> citations = new ArrayList<>();
        for (Sentences.Sentence sentence : Sentences.split(answer)) {
            String text = sentence.text();
            List<Integer> cited = CitationMarks.in(text);
            if (!cited.isEmpty()) {
                citations.add(cited(text, cited, texts));
            } else if (statesSomething(text)) {
                citations.add(new Citation(text, List.of(), Status.UNCITED, "The sentence cites no passage."));
            }
        }
        return citations;
    }

    /// The same for quotations that each stand under one mark at their end, however many sentences they have.
    public static List<Citation> checkWhole(List<String> quotations, List<Hit> passages) {
        List<CitedText> texts = passages.stream().map(CitedText::of).toList();
        return quotations.stream()
                .map(quotation -> cited(quotation, CitationMarks.in(quotation), texts))
                .toList();
    }

    private static Citation cited(String text, List<Integer> marks, List<CitedText> texts) {
        Optional<String> problem = problem(text, marks, texts);
        return new Citation(text, marks, problem.isPresent() ? Status.FAILED : Status.PASSED, problem.orElse(null));
    }

    private static Optional<String> problem(String sentence, List<Integer> cited, List<CitedText> texts) {
        for (int number : cited) {
            if (number < 1 || number > texts.size()) {
                return Optional.of("There is no passage " + number + ".");
            }
        }
        List<CitedText> sources =
                cited.stream().map(number -> texts.get(number - 1)).toList();
        String claim = LIST_NUMBER.matcher(CitationMarks.removedFrom(sentence)).replaceFirst("");
        Optional<String> quote = quotes(claim).stream()
                .filter(text -> sources.stream().noneMatch(source -> source.contains(text)))
                .findFirst();
        if (quote.isPresent()) {
            return Optional.of("The quotation “" + quote.get() + "” does not occur in " + named(cited) + ".");
        }
        return Numbers.in(claim).stream()
                .filter(number -> sources.stream().noneMatch(source -> source.hasNumber(number)))
                .findFirst()
                .map(number -> "The number " + number.toPlainString() + " does not occur in " + named(cited) + ".");
    }

    // A quotation with an omission is as many quotations as it has pieces.
    private static List<String> quotes(String claim) {
        return QUOTE.matcher(claim)
                .results()
                .map(match -> match.group().substring(1, match.group().length() - 1))
                .flatMap(OMISSION::splitAsStream)
                .map(String::strip)
                .filter(piece -> !piece.isEmpty())
                .toList();
    }

    private static boolean statesSomething(String sentence) {
        boolean isHeading = sentence.startsWith("#") || sentence.endsWith(":") || sentence.endsWith("?");
        return !isHeading
                && !sentence.toLowerCase(Locale.ROOT).contains(Refusal.PHRASE)
                && WORD.matcher(sentence).results().count() >= FEWEST_WORDS;
    }

    private static String named(List<Integer> cited) {
        return cited.size() == 1 ? "passage " + cited.getFirst() : "the cited passages";
    }
}
