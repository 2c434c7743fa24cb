package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseSnapshotTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "10:20: 9 true",
                "10:20: 19 true",
                "10:20: 20 false",
                "10:20:10,15 15 false",
                "10:20:10,15 14 true",
                // Numbers are streamed without their upper half, which grows with every 4 billion transactions.
                "4294967300:4294967310: 13 true",
                "4294967300:4294967310: 14 false",
                "4294967300:4294967310: 4294967295 true",
                "4294967290:4294967295: 5 false",
                "4294967290:4294967310:4294967305 9 false",
            })
    void aTransactionIsSeenOnceItHasEndedForReaders(String snapshot, long transaction, boolean seen) {
        assertThat(DatabaseSnapshot.parse(snapshot).sees(transaction)).isEqualTo(seen);
    }
}
