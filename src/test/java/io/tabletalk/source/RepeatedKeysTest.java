package io.tabletalk.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.DocumentKey;
import io.tabletalk.knowledge.Metadata;
import io.tabletalk.knowledge.Place;
import io.tabletalk.knowledge.SourceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatedKeysTest {

    @Test
    void onlyTheFirstOfAKeyIsADocumentAndEachOtherIsReportedAtAPlaceOfItsOwn() {
        RepeatedKeys keys = new RepeatedKeys("table bike");

        List<SourceRecord> records = List.of("a", "b", "b", "b", "c").stream()
                .map(RepeatedKeysTest::document)
                .map(keys::check)
                .toList();

        assertThat(records)
                .extracting(each -> each instanceof SourceRecord.Unreadable unreadable ? unreadable.place() : "")
                .containsExactly(
                        "", "", "table bike, record 2 with the key 'b'", "table bike, record 3 with the key 'b'", "");
    }

    private static SourceRecord document(String key) {
        return new SourceRecord.Readable(
                new Document(new DocumentKey(new SourceId("bikes"), key), "", "text", Metadata.EMPTY, Place.WHOLE));
    }
}
