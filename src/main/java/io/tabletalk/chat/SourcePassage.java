package io.tabletalk.chat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.tabletalk.index.Hit;
import io.tabletalk.index.Ranks;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Passage;
import io.tabletalk.knowledge.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A passage as the API shows it.
///
/// @param relevanceScore 0 to 1: 1 - e^(-2·score) of the fused score, so that it grows with it and never reaches 1.
///                       Sources whose tokens were compared with the question too need not stand in its order
/// @param number         what answers cite it by
/// @param key            the document's key in its source
/// @param asOf           when the source held this state
public record SourcePassage(
        @Schema(description = "The passage's text") String content,
        Metadata metadata,
        @Schema(example = "0.74") double relevanceScore,
        @Schema(example = "1") int number,
        @Schema(example = "ACADEMY DINOSAUR") String title,
        @Schema(example = "film") String source,
        @Schema(example = "1") String key,
        PlaceView place,
        Instant asOf,
        Scores scores,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Schema(description = "What stands before it, when asked for")
        List<Neighbour> before,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) @Schema(description = "What stands behind it, when asked for")
        List<Neighbour> after) {

    /// Another passage of the same document. Passages of running text overlap: `place` says by how much.
    public record Neighbour(String content, PlaceView place) {
        static List<Neighbour> of(List<Passage> passages) {
            return passages.stream()
                    .map(passage -> new Neighbour(passage.text(), PlaceView.of(passage.place())))
                    .toList();
        }
    }

    /// Where the passage lies: file, row and page as far as they apply, and character offsets in the document.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PlaceView(
            @Nullable String file,
            @Nullable Long row,
            @Nullable Integer page,
            int start,
            int end) {
        static PlaceView of(Place place) {
            return new PlaceView(place.file(), place.row(), place.page(), place.start(), place.end());
        }
    }

    /// What the relevance is made of, and the place that the passage has by each alone: see [Hit] and [Ranks]. A place
    /// is null where the passage has no score of that kind. These are of the search; a closer look may have put the
    /// passages into another order.
    public record Scores(
            double fused,
            double cosine,
            double keyword,
            @Nullable Integer fusedRank,
            @Nullable Integer cosineRank,
            @Nullable Integer keywordRank) {
        static Scores of(Hit hit) {
            Ranks ranks = hit.ranks();
            return new Scores(
                    hit.score(),
                    hit.cosine(),
                    hit.keyword(),
                    known(ranks.fused()),
                    known(ranks.cosine()),
                    known(ranks.keyword()));
        }

        private static @Nullable Integer known(int rank) {
            return rank == 0 ? null : rank;
        }
    }

    static List<SourcePassage> of(List<Hit> hits) {
        List<SourcePassage> passages = new ArrayList<>();
        for (Hit hit : hits) {
            passages.add(of(hit, passages.size() + 1));
        }
        return passages;
    }

    private static SourcePassage of(Hit hit, int number) {
        String heading = hit.passage().heading();
        return new SourcePassage(
                hit.passage().text(),
                hit.metadata(),
                1 - Math.exp(-2 * Math.max(0, hit.score())),
                number,
                heading.isEmpty() ? hit.title() : heading,
                hit.key().source().value(),
                hit.key().key(),
                PlaceView.of(hit.passage().place()),
                hit.position().asOf(),
                Scores.of(hit),
                Neighbour.of(hit.before()),
                Neighbour.of(hit.after()));
    }
}
