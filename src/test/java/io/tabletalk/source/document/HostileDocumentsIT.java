package io.tabletalk.source.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.tabletalk.state.DataDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/// Files made to do harm cost their own text, and neither the server nor the file after them.
class HostileDocumentsIT {

    @TempDir
    Path folder;

    private Optional<DocumentParsers> own = Optional.empty();
    private List<ProcessHandle> before = List.of();

    @BeforeEach
    void lookAround() {
        before = ProcessHandle.current().children().toList();
    }

    @AfterEach
    void close() {
        own.ifPresent(DocumentParsers::close);
    }

    @Test
    void whatTakesTooLongIsGivenUpAndTheNextFileIsRead() throws Exception {
        DocumentParsers hurried = parsers(512, Duration.ofMillis(1), 1_000);

        assertUnreadable(hurried, html("<p>Well.</p>"), "It took longer than 1 ms to read.");
        assertUnreadable(hurried, html("<p>Well.</p>"), "It took longer than 1 ms to read.");
        assertThat(children()).isEmpty();
    }

    @Test
    void whatNeedsTooMuchMemoryIsGivenUpAndTheNextFileIsRead() throws Exception {
        DocumentParsers small = parsers(64, Duration.ofSeconds(60), 1_000);

        assertUnreadable(small, html("<p>" + "x<b>y</b>".repeat(3_000_000) + "</p>"), "It needs more than 64 MB");
        assertThat(small.read(html("<p>Well.</p>"), 1, "next.html")
                        .parts()
                        .getFirst()
                        .text())
                .isEqualTo("Well.");
    }

    @Test
    void aProcessThatIsKilledCostsItsFileOnly() throws Exception {
        DocumentParsers parsers = parsers(512, Duration.ofSeconds(60), 1_000);
        parsers.read(html("<p>Well.</p>"), 1, "first.html");
        List<ProcessHandle> running = children();
        assertThat(running).hasSize(1);

        running.getFirst().destroyForcibly();
        await().until(() -> !running.getFirst().isAlive());

        assertThat(parsers.read(html("<p>Well.</p>"), 1, "next.html").parts()).hasSize(1);
    }

    @Test
    void closingEndsTheProcessAndRemovesItsFiles() throws Exception {
        DocumentParsers parsers = parsers(512, Duration.ofSeconds(60), 1_000);
        parsers.read(html("<p>Well.</p>"), 1, "first.html");

        parsers.close();

        assertThat(children()).isEmpty();
        assertThat(folder.resolve("data/cache/documents")).isEmptyDirectory();
    }

    @Test
    void aProcessEndsWithTheServerThatStartedIt() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Process process = ParserCommand.start(TestParsers.settings(), temporary);

        process.getOutputStream().close(); // as when the server is killed

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aProcessThatIsIdleIsEnded() throws Exception {
        DocumentSettings brief = new DocumentSettings(
                1,
                DataSize.ofMegabytes(512),
                Duration.ofSeconds(60),
                Duration.ofMillis(10),
                DataSize.ofMegabytes(100),
                1_000,
                DataSize.ofGigabytes(1));
        DocumentParsers parsers = own(brief);
        parsers.read(html("<p>Well.</p>"), 1, "first.html");

        Awaitility.await().untilAsserted(() -> assertThat(children()).isEmpty());
    }

    @Test
    void theProcessHasNoneOfTheServersEnvironment() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Process process = ParserCommand.start(TestParsers.settings(), temporary);
        Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
        try {
            org.assertj.core.api.Assumptions.assumeThat(environment).exists();
            assertThat(new String(Files.readAllBytes(environment), StandardCharsets.UTF_8))
                    .doesNotContain("PATH=")
                    .doesNotContain("HOME=");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void moreTextThanIsTakenIsCutAndToldSo() throws Exception {
        DocumentParsers parsers = parsers(512, Duration.ofSeconds(60), 1_000);

        ParsedDocument read = parsers.read(html("<p>First.</p><p>" + "long ".repeat(1_000) + "</p>"), 1, "long.html");

        assertThat(read.parts().getFirst().text()).startsWith("First.").hasSizeLessThanOrEqualTo(1_010);
        assertThat(read.leftOut()).isEqualTo("It has more than 1000 characters; the rest was left out.");
    }

    @Test
    void aFileThatIsTooLargeIsNotEvenOpened() {
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> TestParsers.shared().read(folder.resolve("not there"), 1L << 40, "large.pdf"))
                .withMessageContaining("larger than 100 MB");
    }

    @Test
    void aSmallArchiveThatUnpacksToVeryMuchIsCut() throws Exception {
        Path bomb = folder.resolve("bomb.xlsx");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bomb))) {
            entry(zip, "[Content_Types].xml", """
                    <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                    <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                    <Override PartName="/xl/workbook.xml"
                      ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                    <Override PartName="/xl/worksheets/sheet1.xml"
                      ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>
                    """);
            entry(zip, "_rels/.rels", relationship("officeDocument", "xl/workbook.xml"));
            entry(zip, "xl/_rels/workbook.xml.rels", relationship("worksheet", "worksheets/sheet1.xml"));
            entry(zip, "xl/workbook.xml", """
                    <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                     xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
                    <sheets><sheet name="Bomb" sheetId="1" r:id="r1"/></sheets></workbook>
                    """);
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            write(zip, "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
            byte[] rows = "<row><c t=\"inlineStr\"><is><t>boom</t></is></c></row>"
                    .repeat(20_000)
                    .getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 400; i++) { // about 400 MB, 1.5 MB packed
                zip.write(rows);
            }
            write(zip, "</sheetData></worksheet>");
        }

        DocumentParsers parsers = parsers(128, Duration.ofSeconds(60), 100_000);
        ParsedDocument read = parsers.read(bomb, Files.size(bomb), "bomb.xlsx");

        assertThat(read.leftOut()).isEqualTo("It has more than 100000 characters; the rest was left out.");
        assertThat(read.parts().getFirst().text()).startsWith("boom");
        assertThat(parsers.read(html("<p>Well.</p>"), 1, "next.html").parts()).hasSize(1);
    }

    @Test
    void entitiesAreNotFollowedToFilesOrServers() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write("reached".getBytes(StandardCharsets.UTF_8));
            }
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();
            Path secret = Files.writeString(folder.resolve("secret.txt"), "the-secret");
            Path xml = Files.writeString(
                    folder.resolve("evil.xml"), """
                    <!DOCTYPE part SYSTEM "%s/part.dtd" [
                      <!ENTITY file SYSTEM "%s"><!ENTITY page SYSTEM "%s/page">
                      <!ENTITY %% outer SYSTEM "%s/outer.dtd"> %%outer;
                    ]>
                    <part>before &file; &page; after</part>
                    """.formatted(address, secret.toUri(), address, address));
            Path page = html("<link rel=stylesheet href=" + address + "/a.css><img src=" + address
                    + "/b.png><iframe src=" + address + "/c></iframe><p>A page</p>");

            String ofXml = textOrReason(xml);
            String ofPage = textOrReason(page);

            assertThat(ofXml).doesNotContain("the-secret").doesNotContain("reached");
            assertThat(ofPage).isEqualTo("A page");
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void entitiesThatMultiplyAreGivenUp() throws Exception {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE l [<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 20; i++) {
            laughs.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
        }
        Path xml = Files.writeString(folder.resolve("laughs.xml"), laughs + "]><l>&l19;</l>");

        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> TestParsers.shared().read(xml, 1, "laughs.xml"));
    }

    @Test
    void whatIsNestedVeryDeeplyYieldsTextOrAReason() throws Exception {
        String deep = "<div>".repeat(50_000) + "deep" + "</div>".repeat(50_000);
        Path xml = Files.writeString(folder.resolve("deep.xml"), deep);

        assertThat(textOrReason(html(deep))).isNotBlank();
        assertThat(textOrReason(xml)).isNotBlank();
        assertThat(textOrReason(html("<p>Well.</p>"))).isEqualTo("Well.");
    }

    private DocumentParsers parsers(int megabytes, Duration timeout, int characters) {
        return own(new DocumentSettings(
                1,
                DataSize.ofMegabytes(megabytes),
                timeout,
                Duration.ofSeconds(30),
                DataSize.ofMegabytes(100),
                characters,
                DataSize.ofGigabytes(1)));
    }

    private DocumentParsers own(DocumentSettings settings) {
        DocumentParsers parsers = new DocumentParsers(settings, new DataDirectory(folder.resolve("data")));
        own = Optional.of(parsers);
        return parsers;
    }

    private Path html(String body) throws IOException {
        return Files.writeString(folder.resolve("page.html"), "<html><body>" + body + "</body></html>");
    }

    private static void assertUnreadable(DocumentParsers parsers, Path file, String reason) {
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> parsers.read(file, 1, "page.html"))
                .withMessageStartingWith(reason);
    }

    private static String textOrReason(Path file) {
        try {
            return TestParsers.shared()
                    .read(file, 1, file.getFileName().toString())
                    .parts()
                    .getFirst()
                    .text();
        } catch (UnreadableDocumentException e) {
            return e.getMessage();
        }
    }

    /// The processes that this test has started.
    private List<ProcessHandle> children() {
        try (Stream<ProcessHandle> children = ProcessHandle.current().children()) {
            return children.filter(child -> !before.contains(child)).toList();
        }
    }

    private static String relationship(String type, String target) {
        return """
                <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
                <Relationship Id="r1" Target="%s"
                  Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"/></Relationships>
                """.formatted(target, type);
    }

    private static void entry(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        write(zip, content);
    }

    private static void write(ZipOutputStream zip, String content) throws IOException {
        zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
}
