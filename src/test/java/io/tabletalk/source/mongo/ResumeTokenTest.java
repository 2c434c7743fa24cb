package io.tabletalk.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.source.FeedPosition;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTokenTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // of a change, and of a place between two
                "826736F8C0000000032B022C0100296E5A1004F0A1B2C3D4E5F60718293A4B5C6D7E8F46645F696400646736F8C0A1B2C3D4E5F607180004",
                "826736F8C0000000032B0429296E1404",
            })
    void aTokenBeginsWithATimeInTheOplog(String data) {
        ResumeToken token = new ResumeToken(BsonDocument.parse("{_data: '" + data + "'}"));

        assertThat(token.position().map(FeedPosition::text))
                .contains(ClusterTime.of(new BsonTimestamp(0x6736F8C0, 3)).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{_data: 'gibberish'}", "{_data: '8267'}", "{}"})
    void aTokenOfAnotherFormHasNoKnownTime(String document) {
        assertThat(new ResumeToken(BsonDocument.parse(document)).position()).isEmpty();
    }

    @Test
    void aBookmarkIsTheTokenUnchanged() {
        BsonDocument document =
                BsonDocument.parse("{_data: '8267', _typeBits: {$binary: {base64: 'gkU=', subType: '00'}}}");

        assertThat(ResumeToken.parse(new ResumeToken(document).bookmark()).document())
                .isEqualTo(document);
    }
}
