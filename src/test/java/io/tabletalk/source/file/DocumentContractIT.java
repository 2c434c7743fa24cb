package io.tabletalk.source.file;

import io.tabletalk.source.SourceFactory;
import io.tabletalk.source.document.SampleDocuments;
import io.tabletalk.source.document.TestParsers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The promises of every source, kept by a folder of documents.
class DocumentContractIT extends FileContractTest<FolderSettings> {

    @Override
    void writeFiles() {
        Folder folder = new Folder(directory);
        folder.write("docs/manual.pdf", SampleDocuments.pdf("First page", "", "Third page"));
        folder.write("docs/secret.pdf", SampleDocuments.protectedPdf("secret"));
        folder.write("docs/damaged.docx", new byte[] {'P', 'K', 3, 4, 0, 0});
        folder.write("docs/prices.docx", SampleDocuments.docx("What parts cost."));
        folder.write("docs/talk.pptx", SampleDocuments.pptx("Welcome", "Questions?"));
        folder.write("docs/book.xlsx", SampleDocuments.xlsx(sheets()));
        folder.write("docs/page.html", "<h1>A page</h1><p>Read me first.</p>");
    }

    private static Map<String, String[][]> sheets() {
        Map<String, String[][]> sheets = new LinkedHashMap<>();
        sheets.put("Orders", new String[][] {{"Product", "Amount"}, {"Tea", "3"}});
        sheets.put("Empty", new String[][] {});
        return sheets;
    }

    @Override
    SourceFactory<FolderSettings> factoryFrom(FileConfiguration configuration, AllowedPaths allowed) {
        return configuration.folderSources(allowed, TestParsers.shared());
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("folder_path", "docs");
    }

    @Override
    protected Map<String, Object> settingsOfMissing() {
        return Map.of("folder_path", "no/such/folder");
    }

    @Override
    protected Set<String> expectedKeys() {
        return Set.of(
                "manual.pdf#page=1",
                "manual.pdf#page=3",
                "prices.docx",
                "talk.pptx#slide=1",
                "talk.pptx#slide=2",
                "book.xlsx#sheet=Orders",
                "page.html");
    }

    /// The page without text, the protected file, and the damaged one.
    @Override
    protected int expectedUnreadable() {
        return 3;
    }

    @Override
    protected List<String> expectedFields() {
        return List.of("title", "text");
    }

    @Override
    protected String editOneDocument() {
        replace("docs/page.html", "first", "second");
        return "page.html";
    }
}
