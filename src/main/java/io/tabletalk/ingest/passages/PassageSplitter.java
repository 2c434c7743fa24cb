package io.tabletalk.ingest.passages;

import io.tabletalk.embedding.EmbeddingEngine;
import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.Passage;
import java.util.ArrayList;
import java.util.List;

/// Cuts a document into passages that the embedding model reads whole, at headings, between paragraphs and sentences.
///
/// A passage of running text begins with the last sentences of the one before it, so that what spans a cut is found
/// too. Each passage carries the document's title and the headings above it, which count towards its tokens.
/// Deterministic; takes time in proportion to the length of the text. Safe for use by several threads.
public final class PassageSplitter {

    /// Changes whenever the same document would be cut differently.
    private static final String ALGORITHM = "1";

    private static final String HEADING_SEPARATOR = " › ";

    /// The start and end marks the model adds.
    private static final int MARKS = 2;

    /// What may go to the heading at the most; the text needs the rest.
    private static final int MAX_HEADING_TOKENS = 64;

    private final EmbeddingEngine engine;
    private final int maxTokens;
    private final int overlap;

    /// @param maxTokens tokens of a passage with its heading, 96 or more; the engine's own limit when that is lower
    /// @param overlap   tokens that a passage may share with the one before it, 0 or more, less than half of
    /// `maxTokens`
    public PassageSplitter(EmbeddingEngine engine, int maxTokens, int overlap) {
        if (maxTokens < MAX_HEADING_TOKENS * 3 / 2 || overlap < 0 || overlap * 2 >= maxTokens) {
            throw new IllegalArgumentException("A passage has " + MAX_HEADING_TOKENS * 3 / 2
                    + " tokens or more, and the overlap is less than half of it.");
        }
        this.engine = engine;
        this.maxTokens = Math.min(maxTokens, engine.maxTokens());
        this.overlap = overlap;
    }

    /// Names everything that decides how a document is cut. Part of the content hash of indexed documents.
    public String version() {
        return "passages-" + ALGORITHM + "/" + maxTokens + "/" + overlap + "/" + engine.tokenizer();
    }

    /// The passages in order; none when the text is blank.
    public List<Passage> split(Document document) {
        String text = document.text();
        TokenCounter tokens = new TokenCounter(engine.tokenize(text));
        List<Passage> passages = new ArrayList<>();
        for (Section section : Outline.of(text)) {
            String heading = heading(document.title(), section.headings());
            int budget = maxTokens - MARKS - engine.tokenize(heading).count();
            List<Segment> segments = Segments.of(section.blocks(), text, tokens, budget);
            for (List<Segment> group : group(segments, budget)) {
                passages.add(passage(document, passages.size(), heading, group));
            }
        }
        return passages;
    }

    private static Passage passage(Document document, int ordinal, String heading, List<Segment> group) {
        int start = group.getFirst().start();
        int end = group.getLast().end();
        return new Passage(
                ordinal,
                heading,
                document.text().substring(start, end),
                document.place().at(start, end));
    }

    /// Outer headings go first when they are too long together; a title that repeats the first heading is left out.
    private String heading(String title, List<String> headings) {
        List<String> parts = new ArrayList<>();
        if (!title.isBlank() && (headings.isEmpty() || !headings.getFirst().equals(title))) {
            parts.add(title);
        }
        parts.addAll(headings);
        while (parts.size() > 1 && tokens(parts) > MAX_HEADING_TOKENS) {
            parts.removeFirst();
        }
        String heading = String.join(HEADING_SEPARATOR, parts);
        int end = new TokenCounter(engine.tokenize(heading)).after(0, MAX_HEADING_TOKENS, heading.length());
        return heading.substring(0, end).strip();
    }

    private int tokens(List<String> parts) {
        return engine.tokenize(String.join(HEADING_SEPARATOR, parts)).count();
    }

    private List<List<Segment>> group(List<Segment> segments, int budget) {
        int[] blockTokens = blockTokens(segments);
        List<List<Segment>> groups = new ArrayList<>();
        List<Segment> group = new ArrayList<>();
        int used = 0;
        for (Segment segment : segments) {
            boolean full = !group.isEmpty()
                    && (used + segment.tokens() > budget
                            || segment.end() - group.getFirst().start() > Segments.MAX_CHARACTERS);
            boolean beginsBlock = !group.isEmpty() && group.getLast().block() != segment.block();
            boolean blockFitsNextOnly = beginsBlock
                    && used > budget / 2
                    && used + blockTokens[segment.block()] > budget
                    && blockTokens[segment.block()] <= budget;
            if (full || blockFitsNextOnly) {
                groups.add(group);
                group = full && !beginsBlock
                        ? tail(group, Math.min(overlap, budget - segment.tokens()))
                        : new ArrayList<>();
                used = group.stream().mapToInt(Segment::tokens).sum();
            }
            group.add(segment);
            used += segment.tokens();
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }

    private static int[] blockTokens(List<Segment> segments) {
        int[] tokens = new int[segments.isEmpty() ? 0 : segments.getLast().block() + 1];
        segments.forEach(segment -> tokens[segment.block()] += segment.tokens());
        return tokens;
    }

    /// The last whole segments that have at most `tokens` tokens together.
    private static List<Segment> tail(List<Segment> group, int tokens) {
        int used = 0;
        int from = group.size();
        while (from > 1 && used + group.get(from - 1).tokens() <= tokens) {
            used += group.get(--from).tokens();
        }
        return new ArrayList<>(group.subList(from, group.size()));
    }
}
