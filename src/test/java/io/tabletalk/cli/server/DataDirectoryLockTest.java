package io.tabletalk.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryLockTest {

    @TempDir
    Path directory;

    @Test
    void isHeldByOneAtATime() throws Exception {
        Path data = directory.resolve("new/data");

        try (DataDirectoryLock first = DataDirectoryLock.tryAcquire(data).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(DataDirectoryLock.tryAcquire(data)).isEmpty();
        }

        try (DataDirectoryLock second = DataDirectoryLock.tryAcquire(data).orElseThrow()) {
            assertThat(second).isNotNull();
        }
    }

    @Test
    void saysWhatToDoWhenTheDirectoryCannotBeUsed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectoryLock.tryAcquire(file.resolve("data")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("TABLETALK_DATA_DIR");
    }
}
