package io.tabletalk.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.knowledge.Document;
import io.tabletalk.knowledge.Place;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceRecord.Unreadable;
import io.tabletalk.source.SourceSchema;
import io.tabletalk.source.Split;
import io.tabletalk.source.document.SampleDocuments;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentReadingIT {

    @TempDir
    Path directory;

    private Folder folder;

    @BeforeEach
    void prepare() {
        folder = new Folder(directory);
    }

    @Test
    void aPageKnowsItsFileAndItsNumber() {
        folder.write("manual.pdf", SampleDocuments.pdf("First page", "Second page"));

        Document second =
                folder.read("file", "file_path", "manual.pdf").documents().get(1);

        assertThat(second.key().key()).isEqualTo("manual.pdf#page=2");
        assertThat(second.title()).isEqualTo("manual.pdf, page 2");
        assertThat(second.text()).isEqualTo("Second page");
        assertThat(second.metadata().values()).containsAllEntriesOf(Map.of("file", "manual.pdf", "page", 2L));
        assertThat(second.place()).isEqualTo(new Place("manual.pdf", null, 2, 0, 0));
    }

    @Test
    void aPageWithoutTextIsReportedAsProbablyScanned() {
        folder.write("scan.pdf", SampleDocuments.pdf("First page", ""));

        assertThat(folder.read("file", "file_path", "scan.pdf").unreadable())
                .containsExactly(new Unreadable(
                        Unreadable.NO_KEY,
                        "scan.pdf, page 2",
                        "The page has no text: probably it was scanned, or is blank.",
                        ""));
    }

    @Test
    void aFileThatCannotBeReadMayHoldAnyOfItsPages() {
        folder.write("docs/secret.pdf", SampleDocuments.protectedPdf("secret"));

        try (Source source = folder.open("folder", "folder_path", "docs")) {
            Split split = source.plan().getFirst();
            assertThat(split.keyPrefix()).isEqualTo("secret.pdf");
            try (Stream<SourceRecord> records = source.read(split)) {
                assertThat(records)
                        .containsExactly(new Unreadable(null, "secret.pdf", "It is protected by a password.", ""));
            }
        }
    }

    @Test
    void aSheetGoesByItsNameSoThatItsPlaceMayChange() {
        folder.write("book.xlsx", SampleDocuments.xlsx(Map.of("Stock", new String[][] {{"Tea", "3"}})));

        Document sheet =
                folder.read("file", "file_path", "book.xlsx").documents().getFirst();

        assertThat(sheet.key().key()).isEqualTo("book.xlsx#sheet=Stock");
        assertThat(sheet.title()).isEqualTo("book.xlsx, sheet Stock");
        assertThat(sheet.metadata().get("sheet")).isEqualTo("Stock");
    }

    @Test
    void aFileWithoutPagesIsCalledByItsHeadingOrItsOwnTitle() {
        folder.write("a.html", "<title>A title</title><h1>A heading</h1><p>Text.</p>");
        folder.write("b.html", "<title>A title</title><p>Text.</p>");

        assertThat(folder.read("folder", "folder_path", ".").documents())
                .extracting(Document::title)
                .containsExactly("A heading", "A title");
    }

    @Test
    void aSingleFileThatCannotBeReadSaysWhyAtOnce() {
        folder.write("secret.pdf", SampleDocuments.protectedPdf("secret"));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> folder.schema("file", "file_path", "secret.pdf"))
                .withMessage("'secret.pdf' cannot be read. It is protected by a password.")
                .matches(failure -> !failure.isRetriable());
    }

    @Test
    void thePreviewShowsTheFirstPages() {
        folder.write("manual.pdf", SampleDocuments.pdf("First page", "Second page"));

        SourceSchema schema = folder.schema("file", "file_path", "manual.pdf");

        assertThat(schema.estimatedRows()).isEqualTo(2);
        assertThat(schema.samples().getFirst())
                .containsExactly(Map.entry("title", "manual.pdf, page 1"), Map.entry("text", "First page"));
    }
}
