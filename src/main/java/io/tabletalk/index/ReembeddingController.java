package io.tabletalk.index;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// New vectors for the index, after another embedding model was configured.
@Tag(name = "Index")
@RestController
@RequestMapping("/api/index/re-embed")
class ReembeddingController {

    private final ObjectProvider<Reembedding> reembedding;

    /// @param reembedding none when the index cannot do this
    ReembeddingController(ObjectProvider<Reembedding> reembedding) {
        this.reembedding = reembedding;
    }

    /// @param state `up_to_date`, `needed`, `running` or `failed`
    record View(
            String state,
            String embedding,
            String configured,
            long done,
            long total,
            @Nullable String problem) {

        static View of(ReembeddingProgress progress) {
            return new View(
                    progress.state().name().toLowerCase(Locale.ROOT),
                    progress.embedding(),
                    progress.configured(),
                    progress.done(),
                    progress.total(),
                    progress.problem());
        }
    }

    @Operation(summary = "How far the making of new vectors is, and whether it is needed")
    @GetMapping
    ResponseEntity<View> progress() {
        return ResponseEntity.of(Optional.ofNullable(reembedding.getIfAvailable())
                .map(Reembedding::progress)
                .map(View::of));
    }

    @Operation(
            summary = "Make the vectors of the index anew with the configured model",
            description =
                    "Runs in the background, without reading the sources. The index answers meanwhile as it is. 202"
                            + " when it runs, 200 when there is nothing to do.")
    @PostMapping
    ResponseEntity<View> start() {
        Reembedding index = reembedding.getIfAvailable();
        if (index == null) {
            return ResponseEntity.notFound().build();
        }
        ReembeddingProgress progress = index.start();
        boolean nothingToDo = progress.state() == ReembeddingProgress.State.UP_TO_DATE;
        return ResponseEntity.status(nothingToDo ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(View.of(progress));
    }
}
