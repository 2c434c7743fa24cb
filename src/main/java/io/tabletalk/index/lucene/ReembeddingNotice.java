package io.tabletalk.index.lucene;

import io.tabletalk.index.ReembeddingProgress;
import java.util.Locale;

/// Says to a person that the index holds vectors of another model than the configured one.
final class ReembeddingNotice {

    private ReembeddingNotice() {}

    static String of(ReembeddingProgress progress, boolean byWordsAlone) {
        String how = byWordsAlone
                ? "It answers by words alone, since that model is not at hand"
                : "It answers with that model";
        String what =
                switch (progress.state()) {
                    case NEEDED -> "Run ./tabletalk reembed to make new vectors, or set the model back";
                    case RUNNING ->
                        String.format(
                                Locale.ROOT,
                                "New vectors are being made: %,d of %,d documents",
                                progress.done(),
                                progress.total());
                    case FAILED ->
                        "Making new vectors stopped (" + progress.problem() + "); ./tabletalk reembed goes on with it";
                    case UP_TO_DATE -> "Nothing is to be done";
                };
        return "The index was made with the embedding " + progress.embedding() + ", and " + progress.configured()
                + " is configured. " + how + ". " + what + ".";
    }
}
