package io.tabletalk.chat;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.FirstReads;
import io.tabletalk.source.Freshness;
import java.util.List;
import org.springframework.stereotype.Component;

/// Says what the index may lack of the sources that a question asks. Safe for use by several threads.
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
    }

    Known of(ChatQuestion question) {
        return new Known(asked(question, firstReads.unfinished()), asked(question, freshness.notFollowed()));
    }

    private static List<String> asked(ChatQuestion question, List<SourceId> sources) {
        return sources.stream().filter(question::asks).map(SourceId::value).toList();
    }
}
