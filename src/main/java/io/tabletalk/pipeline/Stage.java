package io.tabletalk.pipeline;

import java.util.List;

/// One step of the pipeline: takes messages of one topic and does its work, publishing to the next. Repeating a message
/// must do no harm. A stage neither retries nor catches: [StageRunner] does.
public interface Stage<M> {

    /// Lower-case name, as shown in statistics: `embed`, `apply`.
    String name();

    Topic<M> topic();

    /// Handles a batch, in the order given.
    ///
    /// @throws RetriableException when trying again later may help
    /// @throws RuntimeException   when it cannot; the runner then finds the message at fault by handling each alone
    void handle(List<M> batch);

    /// Says which document and batch a message belongs to, for dead letters.
    Subject subject(M message);

    /// Called when a message has failed for good and its dead letter is stored, so that progress can be reported. When
    /// it throws, the message is delivered again.
    void failed(M message, DeadLetter letter);

    /// What a message is about.
    ///
    /// @param step the stage as dead letters name it; one stage may do several kinds of work
    /// @param key  the document key or another stable name for the unit of work within its source
    record Subject(String source, String batch, String step, String key) {}
}
