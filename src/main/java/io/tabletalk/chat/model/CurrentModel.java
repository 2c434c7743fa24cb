package io.tabletalk.chat.model;

import java.util.Optional;

/// Knows which model answers now. It may be another one on the next call.
@FunctionalInterface
public interface CurrentModel {

    /// Empty when answers quote the passages.
    Optional<AnswerModel> current();
}
