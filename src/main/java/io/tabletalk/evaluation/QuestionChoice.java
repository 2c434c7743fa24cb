package io.tabletalk.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Which questions of a test collection are asked.
///
/// @param judgements the file in `qrels` that judges them, without `.tsv`: `test`, or `train` to tune on
/// @param count      how many, chosen at random; 0 asks all
/// @param seed       the same one chooses the same questions of a collection
public record QuestionChoice(String judgements, int count, long seed) {

    /// All questions that `qrels/test.tsv` judges.
    public static final QuestionChoice ALL = new QuestionChoice("test", 0, 0);

    public QuestionChoice {
        if (!judgements.matches("[\\w.-]+")) {
            throw new IllegalArgumentException("Judgements are named by a file in qrels, not '" + judgements + "'.");
        }
        if (count < 0) {
            throw new IllegalArgumentException("A number of questions is 0 or more, not " + count + ".");
        }
    }

    String file() {
        return judgements + ".tsv";
    }

    /// The chosen ones in the order that they had.
    <T> Map<String, T> of(Map<String, T> questions) {
        if (count == 0 || count >= questions.size()) {
            return questions;
        }
        List<String> shuffled = new ArrayList<>(questions.keySet());
        Collections.shuffle(shuffled, new Random(seed));
        Set<String> chosen = new HashSet<>(shuffled.subList(0, count));
        questions.keySet().retainAll(chosen);
        return questions;
    }
}
