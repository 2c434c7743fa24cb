package io.tabletalk.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.chat.Passages;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskedCodesTest {

    @Test
    void aNumberThatNoPassageMentionsIsMissing() {
        assertThat(missing("Where is bike 999 stored?", "Bike 9 stands in shed 9, as it did in 1999."))
                .containsExactly("999");
        assertThat(missing("Where is bike 9 stored?", "Bike 9 stands in shed 9."))
                .isEmpty();
    }

    @Test
    void aCodeIsLookedForWhole() {
        assertThat(missing("What did T-99 and K-17 say?", "T-9 broke; so did T-991 and K-1."))
                .containsExactly("T-99", "K-17");
        assertThat(missing("What did t-99 say?", "Ticket T-99, closed")).isEmpty();
    }

    @Test
    void aNumberMayBeWrittenOtherwise() {
        assertThat(missing("Which cost 1000 or 12.50?", "1,000 euros; 12.5 euros"))
                .isEmpty();
        assertThat(missing("Who was 5th with 13mm chains?", "place: 5, chain: 13 mm"))
                .isEmpty();
        assertThat(missing("What was bought on 2026-02-14?", "bought: 2026-02-14T10:00"))
                .isEmpty();
    }

    @Test
    void aQuestionWithoutNumbersMissesNothing() {
        assertThat(missing("Where is the bike?", "Nowhere")).isEmpty();
    }

    private static List<String> missing(String question, String passage) {
        return AskedCodes.missingFrom(List.of(Passages.hit("Bicycles", passage, 1)), question);
    }
}
