package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceRecord.Unreadable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveReadingTest {

    @TempDir
    Path directory;

    private Folder folder;
    private Set<Path> before;

    @BeforeEach
    void lookAtTemporaryFiles() {
        folder = new Folder(directory);
        before = temporaryFiles();
    }

    @AfterEach
    void nothingUnpackedIsLeft() {
        assertThat(temporaryFiles()).isSubsetOf(before);
    }

    @Test
    void filesInAnArchiveAreReadByTheirForm() throws IOException {
        folder.write(
                "all.zip",
                zip("orders/2020.csv", "id,note\n1,A lamp\n2,A chair\n", "read me.md", "# Lamps\n\nAll lamps."));

        Folder.Result result = folder.read("folder", "file_path", ".");

        assertThat(result.unreadable()).isEmpty();
        assertThat(result.texts())
                .anyMatch(text -> text.contains("A chair"))
                .anyMatch(text -> text.contains("All lamps."));
        assertThat(result.keys())
                .hasSize(3)
                .allMatch(key -> key.startsWith("all.zip/"))
                .contains("all.zip/read me.md");
        assertThat(folder.read("file", "file_path", "all.zip").keys()).hasSize(3);
    }

    @Test
    void whatIsHiddenOrOfNoKnownFormIsLeftOutAsInAFolder() throws IOException {
        folder.write(
                "all.zip",
                zip("a.txt", "A heron", "__MACOSX/._a.txt", "x", ".b.txt", "x", "c/.d/e.txt", "x", "program.exe", "x"));

        Folder.Result result = folder.read("folder", "file_path", ".");
        assertThat(result.keys()).containsExactly("all.zip/a.txt");
        assertThat(result.unreadable()).isEmpty();
        assertThat(result.leftOut())
                .containsExactly("Left out of all.zip: 3 files hidden ('__MACOSX/._a.txt', '.b.txt', 'c/.d/e.txt');"
                        + " 1 file of a form that is not read ('program.exe').");
    }

    @Test
    void anArchiveWithinAnArchiveIsToldAndNotOpened() throws IOException {
        Path inner = directory.resolve("inner.bytes");
        Files.write(inner, zip("a.txt", "A heron"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("inner.zip"));
            out.write(Files.readAllBytes(inner));
            out.putNextEntry(new ZipEntry("z.txt"));
            out.write("After it".getBytes(StandardCharsets.UTF_8));
        }
        folder.write("all.zip", bytes.toByteArray());

        Folder.Result result = folder.read("folder", "file_path", ".");

        assertThat(result.unreadable()).extracting(Unreadable::place).containsExactly("all.zip/inner.zip");
        assertThat(result.unreadable().getFirst().reason()).contains("within an archive");
        assertThat(result.texts()).containsExactly("After it");
    }

    @Test
    void anArchiveThatUnpacksToTooMuchIsReadAsFarAsTheLimitGoes() throws IOException {
        folder.write("bomb.zip", zip("a.txt", "A heron", "b.txt", "0".repeat(10_000_000), "c.txt", "never reached"));

        List<SourceRecord> records = read("bomb.zip", 1_000_000);

        assertThat(records).hasSize(2);
        assertThat(records.getFirst()).isInstanceOf(SourceRecord.Readable.class);
        assertThat(records.getLast()).isInstanceOfSatisfying(Unreadable.class, rest -> {
            assertThat(rest.reason()).contains("1,000,000 bytes");
            assertThat(rest.key()).as("what was read of it before stays").isNull();
        });
    }

    @Test
    void aNameThatLeadsElsewhereIsToldAndNotUnpacked() throws IOException {
        Path outside = directory.resolveSibling("escaped.txt");
        folder.write("all.zip", zip("../escaped.txt", "Outside", "a/../../escaped.txt", "Outside", "a.txt", "Inside"));

        Folder.Result result = folder.read("folder", "file_path", ".");

        assertThat(result.texts()).containsExactly("Inside");
        assertThat(result.unreadable())
                .extracting(Unreadable::place)
                .containsExactly("all.zip/../escaped.txt", "all.zip/a/../../escaped.txt");
        assertThat(result.unreadable()).allSatisfy(each -> {
            assertThat(each.reason()).contains("leads out of the archive");
            assertThat(each.key()).as("no document is kept for it").isEmpty();
        });
        assertThat(outside).doesNotExist();
    }

    @Test
    void namesInTheFormerEncodingAreRead() throws IOException {
        folder.write("all.zip", zip(Charset.forName("IBM437"), "Grüße.txt", "Hello"));

        assertThat(folder.read("folder", "file_path", ".").keys()).containsExactly("all.zip/Grüße.txt");
    }

    @Test
    void aDamagedArchiveIsToldAndTheOtherFilesAreRead() throws IOException {
        byte[] whole = zip("a.txt", "A heron that stands in the water for a long time");
        byte[] flipped = whole.clone();
        flipped[45] ^= 0x55; // within the packed text
        folder.write("cut.zip", Arrays.copyOf(whole, 40))
                .write("flipped.zip", flipped)
                .write("none.zip", "no archive at all")
                .write("other.txt", "Still read");

        Folder.Result result = folder.read("folder", "file_path", ".");

        assertThat(result.texts()).containsExactly("Still read");
        assertThat(result.unreadable())
                .hasSize(3)
                .allMatch(each -> each.reason().contains("damaged"));
    }

    @Test
    void anArchiveWithAPasswordSaysSo() throws IOException {
        byte[] locked = zip("a.txt", "A heron");
        locked[6] |= 1; // the flag of an encrypted entry, where it lies
        for (int i = 0; i < locked.length - 4; i++) {
            if (locked[i] == 'P' && locked[i + 1] == 'K' && locked[i + 2] == 1 && locked[i + 3] == 2) {
                locked[i + 8] |= 1; // and in the list of all entries
            }
        }
        folder.write("locked.zip", locked).write("other.txt", "Still read");

        Folder.Result result = folder.read("folder", "file_path", ".");

        assertThat(result.unreadable())
                .extracting(Unreadable::reason)
                .containsExactly("It is protected by a password.");
    }

    private List<SourceRecord> read(String name, long maxUnpacked) {
        Path real = directory.resolve(name);
        ArchiveFormat format = new ArchiveFormat(file -> new TextFormat(false, null), any -> true, maxUnpacked);
        List<SourceRecord> records = new ArrayList<>();
        try (FileFormat.Records read = format.open(new SourceId("under-test"), new SourceFile(real, name))) {
            for (SourceRecord record = read.next(); record != null; record = read.next()) {
                records.add(record);
            }
        }
        return records;
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        return zip(StandardCharsets.UTF_8, namesAndTexts);
    }

    private static byte[] zip(Charset names, String... namesAndTexts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes, names)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndTexts[i]));
                out.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static Set<Path> temporaryFiles() {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.toString().endsWith(".unpacked")).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
