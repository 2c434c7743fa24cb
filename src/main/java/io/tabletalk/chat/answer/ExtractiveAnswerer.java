package io.tabletalk.chat.answer;

import io.tabletalk.chat.answer.QuotableRanking.Ranked;
import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.index.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Answers without a model: quotes what stands in the passages, and says that it does. The same question on the same
/// data always gets the same answer.
@Component
public class ExtractiveAnswerer {

    /// Said under every answer. A citation check leaves it out.
    public static final String NOTE =
            "_No language model is configured, so this quotes the passages that answer best, word for word._";

    private static final int PASSAGES = 3;
    private static final int PASSAGES_OF_SEVERAL_CLAUSES = 5;
    private static final int QUOTES = 3;
    private static final double WORTH_QUOTING = 0.6; // of the best quote's score
    private static final int LINES_OF_A_ROW = 3;
    private static final double WORTH_A_FURTHER_LINE = 0.75;

    /// Characters. The line of a row that is most like the question is often the one that repeats it, and the answer
    /// stands beside it: so a row that is read at a glance is quoted whole.
    private static final int SHORT_ROW = 240;

    private final QuotableRanking ranking;
    private final EmbeddingEngine embeddings;

    ExtractiveAnswerer(QuotableRanking ranking, EmbeddingEngine embeddings) {
        this.ranking = ranking;
        this.embeddings = embeddings;
    }

    /// The quotations, one paragraph for each passage quoted, the best passage first; empty when there is nothing to
    /// quote. A question of several clauses gets a quotation for each first.
    ///
    /// @param vector the question's
    /// @param hits   best first
    public List<String> quote(String question, float[] vector, List<Hit> hits) {
        List<String> clauses = Clauses.of(question);
        int passages = clauses.size() == 1 ? PASSAGES : PASSAGES_OF_SEVERAL_CLAUSES;
        QuotableRanking.Candidates candidates =
                ranking.candidates(hits, hits.subList(0, Math.min(passages, hits.size())));
        Set<Quotable> quotes = new LinkedHashSet<>();
        if (clauses.size() > 1) {
            for (String clause : clauses) {
                candidates.rank(clause, embeddings.embedQuestion(clause)).stream()
                        .findFirst()
                        .ifPresent(best -> quotes.add(best.quotable()));
            }
        }
        addWorthQuoting(candidates.rank(question, vector), quotes);
        addRestOfShortRows(candidates.quotables(), quotes);
        return byPassage(quotes).stream().map(ExtractiveAnswerer::paragraph).toList();
    }

    private static void addWorthQuoting(List<Ranked> ranked, Set<Quotable> quotes) {
        for (Ranked candidate : ranked) {
            long lines = linesOfTheSameRow(candidate.quotable(), quotes);
            boolean room = lines == 0 ? length(quotes) < QUOTES : lines < LINES_OF_A_ROW;
            double least = lines == 0 ? WORTH_QUOTING : WORTH_A_FURTHER_LINE;
            if (room && candidate.score() >= least * ranked.getFirst().score()) {
                quotes.add(candidate.quotable());
            }
        }
    }

    private static void addRestOfShortRows(List<Quotable> all, Set<Quotable> quotes) {
        Map<Integer, List<Quotable>> rows =
                all.stream().filter(Quotable::row).collect(Collectors.groupingBy(Quotable::passage));
        List<Quotable> begun = quotes.stream().filter(Quotable::row).toList();
        for (Quotable quote : begun) {
            List<Quotable> row = rows.getOrDefault(quote.passage(), List.of());
            if (row.stream().mapToInt(line -> line.text().length()).sum() <= SHORT_ROW) {
                quotes.addAll(row);
            }
        }
    }

    private static long linesOfTheSameRow(Quotable candidate, Set<Quotable> quotes) {
        return quotes.stream()
                .filter(quote -> quote.row() && quote.passage() == candidate.passage())
                .count();
    }

    /// The lines of a row are read as one quotation.
    private static long length(Set<Quotable> quotes) {
        Stream<Object> units = quotes.stream().map(quote -> quote.row() ? quote.passage() : quote);
        return units.distinct().count();
    }

    private static List<List<Quotable>> byPassage(Set<Quotable> quotes) {
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
        String heading = first.hit().passage().heading();
        String title = heading.isEmpty() ? first.hit().title() : heading;
        List<String> fields = quotes.stream().map(Quotable::text).toList();
        return (title.isEmpty() ? "" : "**" + title + "** — ") + String.join("; ", fields) + mark;
    }

    // Neighbours follow each other as they do in the passage; what lies between the others, be it the mark of the next
    // item of a list, is left out visibly.
    private static String joined(List<Quotable> quotes) {
        CitedText passage = CitedText.of(quotes.getFirst().hit());
        StringBuilder text = new StringBuilder(quotes.getFirst().text());
        for (int i = 1; i < quotes.size(); i++) {
            String both = quotes.get(i - 1).text() + " " + quotes.get(i).text();
            text.append(passage.contains(both) ? " " : " … ")
                    .append(quotes.get(i).text());
        }
        return text.toString();
    }
}
