package io.tabletalk.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.health.Health;
import io.tabletalk.health.Health.State;
import io.tabletalk.testing.StateDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateHealthTest {

    @TempDir
    Path directory;

    @Test
    void diskWithRoomIsUpAndTheProbeLeavesNothingBehind() throws IOException {
        assertThat(new DiskSpaceCheck(new DataDirectory(directory), 1).check().state())
                .isEqualTo(State.UP);
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void diskThatIsNearlyFullIsDegraded() {
        Health health = new DiskSpaceCheck(new DataDirectory(directory), Long.MAX_VALUE).check();

        assertThat(health.state()).isEqualTo(State.DEGRADED);
        assertThat(health.message()).contains("GB are free").contains("make room");
    }

    @Test
    void directoryThatCannotBeWrittenIsDown() {
        DataDirectory gone = new DataDirectory(directory.resolve("unmounted"));

        Health health = new DiskSpaceCheck(gone).check();

        assertThat(health.state()).isEqualTo(State.DOWN);
        assertThat(health.message()).contains("unmounted").doesNotContain("Exception");
    }

    @Test
    void databaseThatAnswersIsUp() {
        try (StateDatabase state = StateDatabase.open(directory)) {
            assertThat(check(state).state()).isEqualTo(State.UP);
        }
    }

    @Test
    void databaseThatIsClosedIsDown() {
        StateDatabase state = StateDatabase.open(directory);
        state.close();

        Health health = check(state);

        assertThat(health.state()).isEqualTo(State.DOWN);
        assertThat(health.message()).contains("tabletalk.db").doesNotContain("Exception");
    }

    private Health check(StateDatabase state) {
        return new StateDatabaseCheck(
                        state.client(),
                        new StateLocation(
                                new DataDirectory(directory).database().toString()))
                .check();
    }
}
