package io.tabletalk.chat;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tabletalk.chat.answer.Citation;
import io.tabletalk.chat.answer.Refusal;
import io.tabletalk.chat.history.AnswerNote;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What there is to know about an answer besides its text.
///
/// @param state     how far it got
/// @param model     what answered: provider and model, or `extractive`
/// @param refusal   why there is no answer, or null
/// @param citations its sentences with what they cite, and whether that holds
/// @param asOf      how current the answer is: that of its least current passage, which for a live source is the time
///                  until which all its changes are applied, and otherwise when it was read; null without passages
/// @param beingRead the sources asked that have not been read to their end yet, so that something may be missing; null
///                  when there is none
/// @param notFollowed the live sources asked that cannot be followed at present, so that changes since may be missing;
///                    null when there is none
/// @param tookMilliseconds from the question's arrival to the end of the answer
public record AnswerDetails(
        AnswerNote.State state,
        @Schema(example = "ollama llama3.2") String model,
        @Nullable Refusal refusal,
        List<Citation> citations,
        @Nullable Instant asOf,
        @Nullable List<String> beingRead,
        @Nullable List<String> notFollowed,
        long tookMilliseconds) {}
