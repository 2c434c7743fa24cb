package io.tabletalk.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.index.Hit;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.knowledge.SourcePosition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotableTest {

    @Test
    void headingOfASectionIsNotQuoted() {
        assertThat(Quotable.in(hit("## Late returns\n\nEach day costs 5 euros. #3 is free."), 1))
                .extracting(Quotable::text)
                .containsExactly("Each day costs 5 euros.", "#3 is free.");
    }

    @Test
    void marksOfListsAndTablesAreNoPartOfAQuote() {
        String text = """
                - each started day costs 5 euros;
                1. The fee is capped.
                > Never lend it - or else.
                | Bicycle | Fee |
                |---|---|
                | Heron | -5 |
                -5 degrees are too cold.""";
        Hit hit = hit(text);

        List<Quotable> quotables = Quotable.in(hit, 1);

        assertThat(quotables)
                .extracting(Quotable::text)
                .containsExactly(
                        "each started day costs 5 euros;",
                        "The fee is capped.",
                        "Never lend it - or else.",
                        "Bicycle | Fee",
                        "Heron | -5",
                        "-5 degrees are too cold.");
        assertThat(quotables).allMatch(quotable -> CitedText.of(hit).contains(quotable.text()));
    }

    @Test
    void meaningOfAStatementIsThatOfItsSectionAndList() {
        String text = """
                ## Late returns

                There is a grace period. After that:

                - each day costs 5 euros. It counts from 20:00;
                * the fee is capped.

                Whoever is late twice pays.

                ## Damage
                Labour is free.""";

        assertThat(Quotable.in(hit(text), 1))
                .extracting(Quotable::meaning)
                .containsExactly(
                        "Late returns\nThere is a grace period.",
                        "Late returns\nAfter that:",
                        "Late returns\nAfter that:\neach day costs 5 euros.",
                        "Late returns\nAfter that:\nIt counts from 20:00;",
                        "Late returns\nAfter that:\nthe fee is capped.",
                        "Late returns\nWhoever is late twice pays.",
                        "Damage\nLabour is free.");
    }

    @Test
    void linesOfARowAreQuotedOneByOne() {
        assertThat(Quotable.in(hit("name: Heron\nnotes: Carries two crates."), 2))
                .allMatch(Quotable::row)
                .extracting(Quotable::text)
                .containsExactly("name: Heron", "notes: Carries two crates.");
    }

    @Test
    void fieldsThatTheTextOfARowLeavesOutAreQuotedToo() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", "Heron");
        fields.put("number", 2);
        fields.put("day_rate", new BigDecimal("9.50"));
        Hit hit = hit("Bicycle NB-012 Heron", "name: Heron\nnotes: Carries two crates.", new Metadata(fields));

        assertThat(Quotable.in(hit, 1))
                .allMatch(Quotable::row)
                .allMatch(quotable -> CitedText.of(hit).contains(quotable.text()))
                .extracting(Quotable::text)
                .containsExactly("notes: Carries two crates.", "number: 2", "day_rate: 9.5");
    }

    private static Hit hit(String text) {
        return hit("", text, Metadata.EMPTY);
    }

    private static Hit hit(String heading, String text, Metadata metadata) {
        return new Hit(
                new DocumentKey(new SourceId("test"), "1"),
                "Title",
                metadata,
                new Passage(0, heading, text, Place.WHOLE),
                new SourcePosition(1, Instant.EPOCH),
                1,
                1,
                1);
    }
}
