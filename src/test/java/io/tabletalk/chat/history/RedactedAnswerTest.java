package io.tabletalk.chat.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RedactedAnswerTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode metadata = JSON.readTree("""
            {"state":"complete","sources":[{"number":1,"source":"tea","key":"7","title":"Assam"},
                                           {"number":2,"source":"tea","key":"8","title":"Keemun"}]}""");

    private final JsonNode details = JSON.readTree("""
            {"sources":[{"number":1,"source":"tea","key":"7","title":"Assam","content":"Assam is malty.",
                         "metadata":{"origin":"India"},"place":{"file":"assam.md","start":3,"end":9},"scores":{"fused":1}},
                        {"number":2,"source":"tea","key":"8","title":"Keemun","content":"Keemun tastes of cocoa."}],
             "answer":{"citations":[{"sentence":"Assam is malty [1].","passages":[1],"problem":"Assam?"},
                                    {"sentence":"Keemun is not [2].","passages":[2]},
                                    {"sentence":"Both are black [1][2].","passages":[1,2]}]}}""");

    @Test
    void thePassageAndTheSentencesThatCiteItGoAndTheRestStays() {
        RedactedAnswer redacted = redact("Assam is malty [1]. Keemun is not [2].\nBoth are black [1][2]. Enjoy!");

        assertThat(redacted.content()).isEqualTo("[deleted] Keemun is not [2].\n[deleted] Enjoy!");
        assertThat(redacted.passages()).isEqualTo(1);
        String kept = redacted.details().toString() + redacted.metadata();
        assertThat(kept).doesNotContain("Assam", "malty", "India", "assam.md", "\"7\"", "Both");
        assertThat(kept).contains("Keemun tastes of cocoa.", "Keemun is not [2].", "\"8\"");
    }

    @Test
    void anAnswerWhoseSentencesAreNotFoundGoesWhole() {
        assertThat(redact("Assam  is malty [1]. Keemun is not [2].").content()).isEqualTo(RedactedAnswer.DELETED);
    }

    @Test
    void anAnswerWithoutTheDocumentIsNotChanged() {
        String content = "Keemun is not [2].";
        RedactedAnswer redacted = RedactedAnswer.of(content, metadata, details, "coffee", List.of("7"));

        assertThat(redacted.passages()).isZero();
        assertThat(redacted.content()).isEqualTo(content);
        assertThat(redacted.details().toString()).contains("Assam is malty.");
    }

    private RedactedAnswer redact(String content) {
        return RedactedAnswer.of(content, metadata, details, "tea", List.of("7"));
    }
}
