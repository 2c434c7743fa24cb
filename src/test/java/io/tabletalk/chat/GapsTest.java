package io.tabletalk.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.knowledge.SourceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GapsTest {

    private static final SourceId ORDERS = new SourceId("orders");
    private static final SourceId PEOPLE = new SourceId("people");

    private final Gaps gaps = new Gaps(() -> List.of(ORDERS, PEOPLE), new Unfollowed(ORDERS));

    @Test
    void onlyTheSourcesThatAreAskedCount() {
        assertThat(gaps.of(question(Set.of())::asks))
                .isEqualTo(new Gaps.Known(List.of("orders", "people"), List.of("orders")));
        assertThat(gaps.of(question(Set.of(PEOPLE))::asks)).isEqualTo(new Gaps.Known(List.of("people"), List.of()));
    }

    private static ChatQuestion question(Set<SourceId> sources) {
        return new ChatQuestion("ada", null, null, "late?", 5, true, sources, Optional.empty());
    }
}
