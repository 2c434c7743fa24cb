package io.tabletalk.chat.model;

import io.tabletalk.chat.model.ModelException.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/// A model for tests that says what it is told to and notes what it is asked.
public final class ScriptedModel implements AnswerModel {

    private final List<String> pieces;
    private final Ending ending;
    private final List<Prompt> prompts = new CopyOnWriteArrayList<>();

    private enum Ending {
        COMPLETE,
        FAILS,
        HANGS
    }

    private ScriptedModel(List<String> pieces, Ending ending) {
        this.pieces = pieces;
        this.ending = ending;
    }

    public static ScriptedModel saying(String... pieces) {
        return new ScriptedModel(List.of(pieces), Ending.COMPLETE);
    }

    /// Fails after the pieces.
    public static ScriptedModel failing(String... pieces) {
        return new ScriptedModel(List.of(pieces), Ending.FAILS);
    }

    /// Says the pieces and then nothing until it is cancelled.
    public static ScriptedModel hanging(String... pieces) {
        return new ScriptedModel(List.of(pieces), Ending.HANGS);
    }

    public List<Prompt> prompts() {
        return prompts;
    }

    @Override
    public Provider provider() {
        return Provider.OLLAMA;
    }

    @Override
    public String model() {
        return "scripted";
    }

    @Override
    public Finish generate(Prompt prompt, Consumer<String> onText, Cancellation cancellation) {
        prompts.add(prompt);
        pieces.forEach(onText);
        return switch (ending) {
            case COMPLETE -> Finish.COMPLETE;
            case FAILS -> throw new ModelException(Kind.UNAVAILABLE, "Ollama is not available (HTTP 503).");
            case HANGS -> throw awaitCancellation(cancellation);
        };
    }

    private static ModelException awaitCancellation(Cancellation cancellation) {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (var registration = cancellation.onCancel(cancelled::countDown)) {
            cancelled.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new ModelException(Kind.CANCELLED, "Ollama was asked to stop.");
    }
}
