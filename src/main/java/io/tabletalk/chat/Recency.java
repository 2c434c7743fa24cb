package io.tabletalk.chat;

import io.tabletalk.index.Hit;
import io.tabletalk.knowledge.SourceId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Says how current passages are.
interface Recency {

    /// The time until which every change of a source is in the index; null when the source is not live.
    @Nullable
    Instant of(SourceId source);

    /// How current the least current of these is: a passage of a live source is as current as that source, since a
    /// later change would have come; any other as the read that brought it. Null without passages.
    default @Nullable Instant of(List<Hit> hits) {
        return hits.stream().map(this::of).min(Comparator.naturalOrder()).orElse(null);
    }

    private Instant of(Hit hit) {
        Instant read = hit.position().asOf();
        Instant followed = Objects.requireNonNullElse(of(hit.key().source()), read);
        return followed.isAfter(read) ? followed : read;
    }
}
