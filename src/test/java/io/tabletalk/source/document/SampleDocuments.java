package io.tabletalk.source.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFTable;

/// Small documents of every form, made anew for each test.
public final class SampleDocuments {

    private SampleDocuments() {}

    /// A PDF with a page for each text; a page whose text is empty has none.
    public static byte[] pdf(String... pages) {
        return bytes(out -> {
            try (PDDocument document = pages(pages)) {
                document.save(out);
            }
        });
    }

    /// A PDF that opens only with a password.
    public static byte[] protectedPdf(String text) {
        return encryptedPdf(text, "needed to open");
    }

    /// An encrypted PDF that opens without a password, but may not be changed.
    public static byte[] restrictedPdf(String text) {
        return encryptedPdf(text, "");
    }

    private static byte[] encryptedPdf(String text, String password) {
        return bytes(out -> {
            try (PDDocument document = pages(text)) {
                StandardProtectionPolicy policy =
                        new StandardProtectionPolicy("owner", password, new AccessPermission());
                policy.setEncryptionKeyLength(128);
                document.protect(policy);
                document.save(out);
            }
        });
    }

    private static PDDocument pages(String... texts) throws IOException {
        PDDocument document = new PDDocument();
        for (String text : texts) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
                content.setLeading(14);
                content.newLineAtOffset(50, 700);
                for (String line : text.lines().toList()) {
                    content.showText(line);
                    content.newLine();
                }
                content.endText();
            }
        }
        return document;
    }

    /// A text document with a paragraph and a table of two rows.
    public static byte[] docx(String paragraph) {
        return bytes(out -> {
            try (XWPFDocument document = new XWPFDocument()) {
                document.createParagraph().createRun().setText(paragraph);
                XWPFTable table = document.createTable(2, 2);
                table.getRow(0).getCell(0).setText("Part");
                table.getRow(0).getCell(1).setText("Price");
                table.getRow(1).getCell(0).setText("Chain");
                table.getRow(1).getCell(1).setText("19 euros");
                document.write(out);
            }
        });
    }

    /// A workbook with a sheet for each name, each with these rows.
    public static byte[] xlsx(Map<String, String[][]> sheets) {
        return bytes(out -> {
            try (XSSFWorkbook workbook = new XSSFWorkbook()) {
                sheets.forEach((name, rows) -> {
                    XSSFSheet sheet = workbook.createSheet(name);
                    for (int i = 0; i < rows.length; i++) {
                        XSSFRow row = sheet.createRow(i);
                        for (int j = 0; j < rows[i].length; j++) {
                            row.createCell(j).setCellValue(rows[i][j]);
                        }
                    }
                });
                workbook.write(out);
            }
        });
    }

    /// A presentation with a slide for each text.
    public static byte[] pptx(String... slides) {
        return bytes(out -> {
            try (XMLSlideShow show = new XMLSlideShow()) {
                for (String slide : slides) {
                    show.createSlide().createTextBox().setText(slide);
                }
                show.write(out);
            }
        });
    }

    /// An OpenDocument text with a heading and a paragraph.
    public static byte[] odt(String heading, String paragraph) {
        return zip("application/vnd.oasis.opendocument.text", Map.of("content.xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
                    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">
                  <office:body><office:text>
                    <text:h text:outline-level="1">%s</text:h>
                    <text:p>%s</text:p>
                  </office:text></office:body>
                </office:document-content>
                """.formatted(heading, paragraph)));
    }

    /// A book of one chapter.
    public static byte[] epub(String heading, String paragraph) {
        return zip(
                "application/epub+zip",
                Map.of("META-INF/container.xml", """
                        <?xml version="1.0"?>
                        <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
                          <rootfiles>
                            <rootfile full-path="book.opf" media-type="application/oebps-package+xml"/>
                          </rootfiles>
                        </container>
                        """, "book.opf", """
                        <?xml version="1.0"?>
                        <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
                          <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
                            <dc:identifier id="id">1</dc:identifier><dc:title>The book</dc:title>
                          </metadata>
                          <manifest><item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>
                          <spine><itemref idref="one"/></spine>
                        </package>
                        """, "one.xhtml", """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <html xmlns="http://www.w3.org/1999/xhtml"><head><title>One</title></head>
                        <body><h1>%s</h1><p>%s</p></body></html>
                        """.formatted(heading, paragraph)));
    }

    /// An e-mail with a text and, when it is not empty, an attached page.
    public static byte[] mail(String text, String attachedPage) {
        return """
                From: Ada Example <ada@example.com>
                To: Ben Example <ben@example.com>
                Subject: The saddle
                Date: Fri, 20 Nov 2026 10:00:00 +0000
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="cut"

                --cut
                Content-Type: text/plain; charset=utf-8

                %s
                --cut
                Content-Type: text/html; charset=utf-8
                Content-Disposition: attachment; filename="page.html"

                %s
                --cut--
                """.formatted(text, attachedPage).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(String type, Map<String, String> entries) {
        return bytes(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(stored("mimetype", type));
                zip.write(type.getBytes(StandardCharsets.UTF_8));
                for (Map.Entry<String, String> entry : entries.entrySet()) {
                    zip.putNextEntry(new ZipEntry(entry.getKey()));
                    zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
        });
    }

    private static ZipEntry stored(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        return entry;
    }

    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
