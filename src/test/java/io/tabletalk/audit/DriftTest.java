package io.tabletalk.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.audit.Audit.Finding;
import io.tabletalk.audit.Audit.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftTest {

    @TempDir
    Path directory;

    private Drift drift;

    @BeforeEach
    void begin() throws IOException {
        drift = new Drift(directory, 3);
    }

    @Test
    void differencesThatLastAreFound() throws IOException {
        look(Map.of("same", "1", "missing", "2", "stale", "3"), Map.of("same", "1", "stale", "old", "orphan", "4"));
        assertThat(drift.open()).isEqualTo(3);
        assertThat(drift.total()).as("what one look shows is no drift yet").isZero();

        look(Map.of("same", "1", "missing", "2", "stale", "3"), Map.of("same", "1", "stale", "old", "orphan", "4"));

        assertThat(drift.open()).isZero();
        assertThat(drift.keys())
                .containsExactlyInAnyOrder(
                        new Finding("missing", Problem.MISSING),
                        new Finding("stale", Problem.STALE),
                        new Finding("orphan", Problem.ORPHANED));
    }

    @Test
    void whatWasUnderWayIsNoDrift() throws IOException {
        look(Map.of("new", "1", "edited", "2"), Map.of("edited", "old", "deleted", "3"));
        look(Map.of("new", "1", "edited", "2"), Map.of("new", "1", "edited", "2"));

        assertThat(drift.total()).isZero();
        assertThat(drift.open()).isZero();
    }

    @Test
    void whatChangedBetweenTwoLooksNeedsAnother() throws IOException {
        look(Map.of("busy", "1"), Map.of("busy", "0"));
        look(Map.of("busy", "2"), Map.of("busy", "1"));
        assertThat(drift.open()).isEqualTo(1);
        assertThat(drift.total()).isZero();

        look(Map.of("busy", "2"), Map.of("busy", "1"));
        assertThat(drift.count(Problem.STALE)).isEqualTo(1);
        assertThat(drift.open()).isZero();
    }

    @Test
    void whatWasRightAtTheFirstLookIsNotJudgedByALaterOne() throws IOException {
        look(Map.of("a", "1", "b", "2"), Map.of("a", "0", "b", "2"));
        look(Map.of("a", "1", "b", "3"), Map.of("a", "0", "b", "2"));

        assertThat(drift.keys()).containsExactly(new Finding("a", Problem.STALE));
        assertThat(drift.open()).isZero();
    }

    @Test
    void onlyTheFirstDocumentsAreNamed() throws IOException {
        Map<String, String> source = Map.of("a", "1", "b", "1", "c", "1", "d", "1", "e", "1");
        look(source, Map.of());
        look(source, Map.of());

        assertThat(drift.total()).isEqualTo(5);
        assertThat(drift.keys()).hasSize(3);
        long confirmed = 0;
        for (int part = 0; part < Ledger.PARTS; part++) {
            confirmed += drift.confirmed(part).size();
        }
        assertThat(confirmed).isEqualTo(5);
    }

    @Test
    void whatCannotBeReadIsTakenForNeitherMissingNorGone() throws IOException {
        for (int look = 0; look < 2; look++) {
            try (Snapshot snapshot = new Snapshot(directory)) {
                snapshot.unreadable("broken row");
                snapshot.unreadable("broken and new");
                snapshot.unreadableBelow("file.csv#");
                snapshot.inIndex("broken row", "1");
                snapshot.inIndex("file.csv#7", "2");
                snapshot.inIndex("other.csv#7", "3");
                drift.look(snapshot);
            }
        }

        assertThat(drift.keys().getFirst()).isEqualTo(new Finding("other.csv#7", Problem.ORPHANED));
        assertThat(drift.total()).isEqualTo(1);
        assertThat(drift.count(Problem.KEPT))
                .as("what the index holds and may be unreadable")
                .isEqualTo(2);
        assertThat(drift.keys())
                .contains(new Finding("broken row", Problem.KEPT), new Finding("file.csv#7", Problem.KEPT));
    }

    @Test
    void whatIsKeptDoesNotCrowdOutWhatDiffers() throws IOException {
        for (int look = 0; look < 2; look++) {
            try (Snapshot snapshot = new Snapshot(directory)) {
                snapshot.unreadPart("file.csv#", "The file is broken.");
                for (int row = 0; row < 50; row++) {
                    snapshot.inIndex("file.csv#" + row, "1");
                }
                snapshot.inIndex("gone", "1");
                drift.look(snapshot);
            }
        }

        assertThat(drift.keys()).hasSize(3).contains(new Finding("gone", Problem.ORPHANED));
        assertThat(drift.count(Problem.KEPT)).isEqualTo(50);
    }

    @Test
    void documentsAreCountedByKeyAndThoseToStayOutApart() throws IOException {
        try (Snapshot snapshot = new Snapshot(directory)) {
            snapshot.inSource("a", "1");
            snapshot.inSource("a", "1");
            snapshot.inSource("a", "2");
            snapshot.inSource("b", "1");
            snapshot.unreadable("c");
            snapshot.countUnreadable();
            snapshot.excluded("d");
            snapshot.excluded("d");
            snapshot.inIndex("a", "1");
            snapshot.inIndex("b", "1");
            snapshot.inIndex("d", "1");
            drift.look(snapshot);

            assertThat(snapshot.reading()).isEqualTo(new Reading(2, 2, 1, 1, 0, List.of()));
            assertThat(drift.open())
                    .as("what is to stay out does not belong in the index")
                    .isEqualTo(1);
        }
    }

    @Test
    void whatOneLookCouldNotReadIsToldThoughALaterOneCould() {
        Reading broken = new Reading(1, 0, 0, 0, 1, List.of("The file is broken."));
        Reading whole = new Reading(3, 0, 0, 0, 0, List.of());

        assertThat(whole.withUnreadPartsOf(broken))
                .isEqualTo(new Reading(3, 0, 0, 0, 1, List.of("The file is broken.")));
        assertThat(broken.withUnreadPartsOf(whole)).isEqualTo(broken);
    }

    @Test
    void ofRecordsWithTheSameKeyAnyMayBeTheDocument() throws IOException {
        for (int look = 0; look < 2; look++) {
            try (Snapshot snapshot = new Snapshot(directory)) {
                snapshot.inSource("twice", "1");
                snapshot.inSource("twice", "2");
                snapshot.inIndex("twice", "2");
                drift.look(snapshot);
            }
        }

        assertThat(drift.total()).isZero();
    }

    private void look(Map<String, String> source, Map<String, String> index) throws IOException {
        try (Snapshot snapshot = new Snapshot(directory)) {
            for (Map.Entry<String, String> document : source.entrySet()) {
                snapshot.inSource(document.getKey(), document.getValue());
            }
            for (Map.Entry<String, String> document : index.entrySet()) {
                snapshot.inIndex(document.getKey(), document.getValue());
            }
            drift.look(snapshot);
        }
    }
}
