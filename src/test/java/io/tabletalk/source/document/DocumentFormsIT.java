package io.tabletalk.source.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.source.document.ParsedDocument.Division;
import io.tabletalk.source.document.ParsedDocument.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What comes out of each form, read in the child process.
class DocumentFormsIT {

    @TempDir
    Path folder;

    @Test
    void everyPageOfAPdfIsAPartAndBrokenLinesArePutTogether() throws Exception {
        ParsedDocument read = read(
                "manual.pdf",
                SampleDocuments.pdf(
                        "The brake pads of the model Mistral must be re-\nplaced every year.\nSee page 2.",
                        "Second page"));

        assertThat(read.parts())
                .containsExactly(
                        new Part(
                                Division.PAGE,
                                1,
                                "",
                                "The brake pads of the model Mistral must be replaced every year.\nSee page 2."),
                        new Part(Division.PAGE, 2, "", "Second page"));
    }

    @Test
    void aPageOfAPdfIsDrawn() throws Exception {
        Path file = Files.write(folder.resolve("manual.pdf"), SampleDocuments.pdf("", "WWWWWW"));

        PagePicture blank = TestParsers.shared().picture(file, Files.size(file), "manual.pdf", 1);
        PagePicture written = TestParsers.shared().picture(file, Files.size(file), "manual.pdf", 2);

        assertThat(blank.pixels()).containsOnly(-1);
        assertThat(written.width()).isBetween(1_000, 1_300);
        assertThat(written.pixels()).contains(0).contains(-1);
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> TestParsers.shared().picture(file, Files.size(file), "manual.pdf", 3))
                .withMessage("There is no page 3; the file has 2.");
        Path secret = Files.write(folder.resolve("secret.pdf"), SampleDocuments.protectedPdf("hidden"));
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> TestParsers.shared().picture(secret, Files.size(secret), "secret.pdf", 1))
                .withMessage("It is protected by a password.");
    }

    @Test
    void aPageWithoutTextIsThereAndBlank() throws Exception {
        ParsedDocument read = read("scan.pdf", SampleDocuments.pdf("One", "", "Three"));

        assertThat(read.parts()).extracting(Part::text).containsExactly("One", "", "Three");
    }

    @Test
    void aTextDocumentKeepsItsTableAsRows() throws Exception {
        ParsedDocument read = read("prices.docx", SampleDocuments.docx("What parts cost."));

        assertThat(text(read)).isEqualTo("What parts cost.\n\n| Part | Price |\n| Chain | 19 euros |");
    }

    @Test
    void everySheetIsAPartAndItsCellsSayTheirColumn() throws Exception {
        Map<String, String[][]> sheets = new LinkedHashMap<>();
        sheets.put("Orders", new String[][] {{"Product", "Amount"}, {"Tea", "3"}, {"Coffee", "4"}});
        sheets.put("Nothing", new String[][] {});

        ParsedDocument read = read("book.xlsx", SampleDocuments.xlsx(sheets));

        assertThat(read.parts())
                .containsExactly(
                        new Part(
                                Division.SHEET,
                                1,
                                "Orders",
                                "| Product | Amount |\n| Product: Tea | Amount: 3 |\n| Product: Coffee | Amount: 4 |"),
                        new Part(Division.SHEET, 2, "Nothing", ""));
    }

    @Test
    void everySlideIsAPart() throws Exception {
        ParsedDocument read = read("talk.pptx", SampleDocuments.pptx("Welcome", "Questions?"));

        assertThat(read.parts())
                .containsExactly(
                        new Part(Division.SLIDE, 1, "", "Welcome"), new Part(Division.SLIDE, 2, "", "Questions?"));
    }

    @Test
    void headingsOfTextsAndBooksAreKept() throws Exception {
        assertThat(text(read("letter.odt", SampleDocuments.odt("Dear riders", "The shop is closed."))))
                .isEqualTo("# Dear riders\n\nThe shop is closed.");
        assertThat(text(read("book.epub", SampleDocuments.epub("Chapter one", "It was a dark night."))))
                .isEqualTo("# Chapter one\n\nIt was a dark night.");
    }

    @Test
    void aWebPageIsTextWithHeadingsListsAndTables() throws Exception {
        ParsedDocument read = read("page.html", """
                <!DOCTYPE html><html><head><title>Opening times</title><script>alert("no")</script>
                <meta charset="utf-8"></head><body><h1>Café</h1><p>Open
                   every day.</p><ul><li>coffee</li><li>tea</li></ul>
                <table><tr><th>Day</th><th>From</th></tr><tr><td>Monday</td><td>9</td></tr></table>
                <pre>one
                two</pre></body></html>
                """);

        assertThat(text(read)).isEqualTo("""
                # Café

                Open every day.

                - coffee
                - tea

                | Day | From |
                | Monday | 9 |

                one
                two""");
        assertThat(read.title()).isEqualTo("Opening times");
    }

    @Test
    void utf8IsRecognisedHoweverLateTheFirstLetterBeyondAsciiComes() throws Exception {
        ParsedDocument read =
                read("late.html", "<html><body><p>" + "plain ".repeat(20_000) + "Galápagos</p></body></html>");

        assertThat(text(read)).endsWith("Galápagos");
    }

    @Test
    void anEMailHasItsHeadItsTextAndItsAttachments() throws Exception {
        ParsedDocument read = read("mail.eml", SampleDocuments.mail("It creaks.", "<p>Grease helps.</p>"));

        assertThat(text(read)).isEqualTo("""
                From: Ada Example <ada@example.com>
                To: Ben Example <ben@example.com>
                Date: 2026-11-20T10:00:00Z
                Subject: The saddle

                It creaks.

                ## page.html

                Grease helps.""");
        assertThat(read.title()).isEqualTo("The saddle");
    }

    @Test
    void theElementsOfAnXmlFileAreText() throws Exception {
        ParsedDocument read = read("part.xml", "<part><name>Chain</name> <price>19</price></part>");

        assertThat(text(read)).contains("Chain").contains("19");
    }

    @Test
    void aNameBeyondAsciiIsNoProblem() throws Exception {
        assertThat(text(read("Übersicht – 価格.html", "<p>Well.</p>"))).isEqualTo("Well.");
    }

    @Test
    void whatHasAPasswordSaysSo() {
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> read("secret.pdf", SampleDocuments.protectedPdf("secret")))
                .withMessage("It is protected by a password.");
    }

    @Test
    void whatIsEncryptedButOpensWithoutAPasswordIsRead() throws Exception {
        assertThat(text(read("restricted.pdf", SampleDocuments.restrictedPdf("For all to read"))))
                .isEqualTo("For all to read");
    }

    @Test
    void whatIsDamagedSaysSo() {
        byte[] half = SampleDocuments.docx("A text that is long enough.");
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> read("half.docx", Arrays.copyOf(half, half.length / 2)))
                .withMessageStartingWith("It is damaged, or written in a way that cannot be read: ");
    }

    @Test
    void whatIsOfAnotherFormThanItsNameSaysIsReadAsWhatItIs() throws Exception {
        assertThat(text(read("really.pdf", SampleDocuments.odt("A letter", "Not a PDF."))))
                .contains("Not a PDF.");
    }

    @Test
    void whatNoParserKnowsSaysSo() {
        byte[] program = new byte[256];
        program[0] = 0x7f;
        program[1] = 'E';
        program[2] = 'L';
        program[3] = 'F';
        assertThatExceptionOfType(UnreadableDocumentException.class)
                .isThrownBy(() -> read("program.pdf", program))
                .withMessageContaining("none that can be read");
    }

    private ParsedDocument read(String name, String content) throws Exception {
        return read(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private ParsedDocument read(String name, byte[] content) throws IOException, UnreadableDocumentException {
        Path file = Files.write(folder.resolve(name), content);
        return TestParsers.shared().read(file.toRealPath(), content.length, name);
    }

    private static String text(ParsedDocument document) {
        assertThat(document.parts()).hasSize(1);
        return document.parts().getFirst().text();
    }
}
