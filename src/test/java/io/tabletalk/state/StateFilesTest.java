package io.tabletalk.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class StateFilesTest {

    @TempDir
    Path directory;

    @Test
    void onlyTheOwnerMayReadTheDatabaseAlsoOneThatWasMadeOtherwise() throws IOException {
        assumeThat(Files.getFileStore(directory).supportsFileAttributeView("posix"))
                .as("files have owners")
                .isTrue();
        Path database = new DataDirectory(directory).database();
        Files.createFile(database);
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r--r--"));

        try (HikariDataSource opened = StateDatabaseAccess.open(directory)) {
            JdbcClient.create(opened).sql("CREATE TABLE secret (id INTEGER)").update();

            assertThat(files())
                    .hasSizeGreaterThan(1)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
