package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tabletalk.source.SourceException;
import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedPathsTest {

    private final Path top;
    private final Path data;
    private final Path extra;
    private final Path secret;
    private final AllowedPaths allowed;

    AllowedPathsTest(@TempDir Path directory) throws IOException {
        top = directory.toRealPath();
        data = Files.createDirectories(top.resolve("data"));
        extra = Files.createDirectories(top.resolve("extra"));
        Files.createDirectories(extra.resolve("deep"));
        secret = Files.writeString(top.resolve("secret.csv"), "a\n1\n");
        Files.writeString(data.resolve("own.csv"), "a\n1\n");
        Files.writeString(extra.resolve("deep/far.csv"), "a\n1\n");
        Files.writeString(extra.resolve("own.csv"), "b\n1\n");
        allowed = new AllowedPaths(new DataDirectory(data), List.of(extra));
    }

    @Test
    void filesBelowTheDataDirectoryAndTheRootsAreFound() {
        assertThat(allowed.resolve("own.csv"))
                .as("the data directory comes first")
                .isEqualTo(data.resolve("own.csv"));
        assertThat(allowed.resolve("deep/far.csv")).isEqualTo(extra.resolve("deep/far.csv"));
        assertThat(allowed.resolve(extra.resolve("own.csv").toString())).isEqualTo(extra.resolve("own.csv"));
        assertThat(allowed.resolve("deep/../deep/far.csv")).isEqualTo(extra.resolve("deep/far.csv"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret.csv",
                "deep/../../secret.csv",
                "/etc/passwd",
                "./../../../../../../../../etc/passwd",
                "..",
            })
    void pathsThatLeadOutAreRefused(String path) {
        refuses(path);
    }

    @Test
    void anAbsolutePathOutsideIsRefusedWhetherItExistsOrNot() {
        refuses(secret.toString());
        refuses(top.resolve("no-such.csv").toString());
        refuses(data.resolve("../secret.csv").toString());
        refuses(data + "-beside/x.csv");
    }

    @Test
    void linksThatLeadOutAreRefused() throws IOException {
        Files.createSymbolicLink(data.resolve("link.csv"), secret);
        Files.createSymbolicLink(data.resolve("folder"), top);
        Files.createSymbolicLink(data.resolve("inside.csv"), extra.resolve("own.csv"));

        refuses("link.csv");
        refuses("folder/secret.csv");
        assertThat(allowed.resolve("inside.csv"))
                .as("a link may lead to another allowed place")
                .isEqualTo(extra.resolve("own.csv"));
    }

    @Test
    void tabletalksOwnFilesAreRefused() throws IOException {
        for (String own : List.of(
                "tabletalk.db",
                "tabletalk.db-wal",
                "index/segments_1",
                "cache/model.onnx",
                "logs/tabletalk.log",
                "server.json",
                "server.json.new",
                "server.lock")) {
            Files.createDirectories(data.resolve(own).getParent());
            Files.writeString(data.resolve(own), "x");
            refuses(own);
        }
        AllowedPaths rootAbove = new AllowedPaths(new DataDirectory(data), List.of(top));
        assertThatThrownBy(() -> rootAbove.resolve("data/tabletalk.db")).isInstanceOf(SourceException.class);
    }

    @Test
    void hiddenFilesAreRefused() throws IOException {
        Files.writeString(extra.resolve(".env"), "KEY=1");
        Files.createDirectories(extra.resolve(".git"));
        Files.writeString(extra.resolve(".git/config"), "x");

        refuses(".env");
        refuses(".git/config");
    }

    @Test
    void aMissingFileIsToldWithThePlacesLookedAt() {
        assertThatThrownBy(() -> allowed.resolve("none.csv"))
                .isInstanceOf(SourceException.class)
                .hasMessage("There is no file or folder 'none.csv'. A relative path is looked up in " + data + ", "
                        + extra + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\0b"})
    void whatIsNoPathIsRefused(String path) {
        assertThatThrownBy(() -> allowed.resolve(path)).isInstanceOf(SourceException.class);
    }

    @Test
    void aFileThatMayNotBeReadIsDenied() throws IOException {
        Path closed = data.resolve("closed.csv");
        Files.writeString(closed, "a\n1\n");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(closed)).as("root reads everything").isFalse();

        assertThatThrownBy(() -> new Folder(data).read("csv", "file_path", "closed.csv"))
                .isInstanceOfSatisfying(
                        SourceException.class, e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.DENIED));
    }

    @Test
    void aLinkPutInPlaceAfterTheCheckIsNotFollowed() throws IOException {
        Path checked = allowed.resolve("own.csv");
        Files.delete(checked);
        Files.createSymbolicLink(checked, secret);

        assertThatThrownBy(() -> new SourceFile(checked, "own.csv").open()).isInstanceOf(SourceException.class);
    }

    private void refuses(String path) {
        assertThatThrownBy(() -> allowed.resolve(path)).isInstanceOfSatisfying(SourceException.class, e -> {
            assertThat(e.kind()).isEqualTo(SourceException.Kind.INVALID);
            assertThat(e).hasMessageContaining("tabletalk.files.roots");
        });
    }
}
