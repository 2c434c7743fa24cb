package io.tabletalk.chat.model;

import io.tabletalk.chat.model.ModelException.Kind;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How a model's last answer went: what `/status` says without asking the model again.
final class ModelOutcome {

    private volatile boolean tried;
    private volatile @Nullable String failure;

    boolean isTried() {
        return tried;
    }

    /// Why the last answer failed, or null.
    @Nullable
    String failure() {
        return failure;
    }

    /// The same model, whose outcomes are noted here.
    AnswerModel watching(AnswerModel model) {
        return new AnswerModel() {
            @Override
            public Provider provider() {
                return model.provider();
            }

            @Override
            public String model() {
                return model.model();
            }

            @Override
            public Finish generate(Prompt prompt, Consumer<String> onText, Cancellation cancellation) {
                try {
                    Finish finish = model.generate(prompt, onText, cancellation);
                    note(null);
                    return finish;
                } catch (ModelException e) {
                    if (e.kind() != Kind.CANCELLED) {
                        note(e.getMessage());
                    }
                    throw e;
                }
            }
        };
    }

    private void note(@Nullable String reason) {
        failure = reason;
        tried = true;
    }
}
