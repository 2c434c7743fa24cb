package io.tabletalk.chat.answer;

import io.tabletalk.chat.answer.QuotableRanking.Ranked;
import io.tabletalk.index.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Answers without a model: quotes what stands in the passages, and says that it does. The same question on the same
/// data always gets the same answer.
@Component
public class ExtractiveAnswerer {

    /// Said under every answer. A citation check leaves it out.
    public static final String NOTE =
            "_No language model is configured, so this quotes the passages that answer best, word for word._";

    private static final int PASSAGES = 3;
    private static final int QUOTES = 3;
    private static final double WORTH_QUOTING = 0.6; // of the best quote's score

    private final QuotableRanking ranking;

    ExtractiveAnswerer(QuotableRanking ranking) {
        this.ranking = ranking;
    }

    /// The quotations, one paragraph for each passage quoted, the best passage first; empty when there is nothing to
    /// quote.
    ///
    /// @param vector the question's
    /// @param hits   best first
    public List<String> quote(String question, float[] vector, List<Hit> hits) {
        List<Hit> best = hits.subList(0, Math.min(PASSAGES, hits.size()));
        List<Quotable> quotables = new ArrayList<>();
        for (int i = 0; i < best.size(); i++) {
            quotables.addAll(Quotable.in(best.get(i), i + 1));
        }
        List<Ranked> ranked = ranking.rank(question, vector, hits, best, quotables);
        return byPassage(worthQuoting(ranked)).stream()
                .map(ExtractiveAnswerer::paragraph)
                .toList();
    }

    private static List<Quotable> worthQuoting(List<Ranked> ranked) {
        return ranked.stream()
                .limit(QUOTES)
                .filter(candidate ->
                        candidate.score() >= WORTH_QUOTING * ranked.getFirst().score())
                .map(Ranked::quotable)
                .toList();
    }

    private static List<List<Quotable>> byPassage(List<Quotable> quotes) {
        Map<Integer, List<Quotable>> passages = new LinkedHashMap<>();
        quotes.forEach(quote -> passages.computeIfAbsent(quote.passage(), number -> new ArrayList<>())
                .add(quote));
        passages.values().forEach(quotesOfPassage -> quotesOfPassage.sort(Comparator.comparingInt(Quotable::order)));
        return List.copyOf(passages.values());
    }

    private static String paragraph(List<Quotable> quotes) {
        Quotable first = quotes.getFirst();
        String mark = " [" + first.passage() + "]";
        if (!first.row()) {
            return "“" + joined(quotes) + "”" + mark;
        }
        String title = first.hit().passage().heading();
        List<String> fields = quotes.stream().map(Quotable::text).toList();
        return (title.isEmpty() ? "" : "**" + title + "** — ") + String.join("; ", fields) + mark;
    }

    // Neighbours follow each other as they do in the passage; what lies between the others is left out visibly.
    private static String joined(List<Quotable> quotes) {
        StringBuilder text = new StringBuilder(quotes.getFirst().text());
        for (int i = 1; i < quotes.size(); i++) {
            boolean neighbours = quotes.get(i).order() == quotes.get(i - 1).order() + 1;
            text.append(neighbours ? " " : " … ").append(quotes.get(i).text());
        }
        return text.toString();
    }
}
