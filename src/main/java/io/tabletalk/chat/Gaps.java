package io.tabletalk.chat;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.FirstReads;
import io.tabletalk.source.Freshness;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Says what the index may lack of the sources that a question or a search asks. Safe for use by several threads.
@Component
class Gaps {

    private final FirstReads firstReads;
    private final Freshness freshness;

    Gaps(FirstReads firstReads, Freshness freshness) {
        this.firstReads = firstReads;
        this.freshness = freshness;
    }

    /// @param beingRead   sources that have not been read to their end yet
    /// @param notFollowed live sources that cannot be followed at present
    record Known(List<String> beingRead, List<String> notFollowed) {

        static final Known NONE = new Known(List.of(), List.of());

        /// As answers tell it: null when there is none.
        @Nullable
        List<String> beingReadOrNull() {
            return beingRead.isEmpty() ? null : beingRead;
        }

        /// As answers tell it: null when there is none.
        @Nullable
        List<String> notFollowedOrNull() {
            return notFollowed.isEmpty() ? null : notFollowed;
        }
    }

    /// @param asked tells of a source whether it is asked
    Known of(Predicate<SourceId> asked) {
        return new Known(names(firstReads.unfinished(), asked), names(freshness.notFollowed(), asked));
    }

    private static List<String> names(List<SourceId> sources, Predicate<SourceId> asked) {
        return sources.stream().filter(asked).map(SourceId::value).toList();
    }
}
