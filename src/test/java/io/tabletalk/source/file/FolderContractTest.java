package io.tabletalk.source.file;

import io.tabletalk.source.SourceFactory;
import io.tabletalk.source.document.TestParsers;
import java.util.List;
import java.util.Map;
import java.util.Set;

class FolderContractTest extends FileContractTest<FolderSettings> {

    @Override
    void writeFiles() {
        write("docs/guide.md", "# The guide\n\nRead me first.\n");
        write("docs/deep/er/notes.txt", "Nothing to note.\n");
        write("docs/orders.csv", "product,amount\nTea,3\nCoffee,4\n");
        write("docs/empty.txt", "");
        write("docs/.git/config.txt", "hidden");
        write("docs/picture.png", "no text");
        write("docs/draft/unfinished.md", "left out");
        write("other.md", "outside");
    }

    @Override
    SourceFactory<FolderSettings> factoryFrom(FileConfiguration configuration, AllowedPaths allowed) {
        return configuration.folderSources(allowed, TestParsers.shared());
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of("folder_path", "docs", "exclude", List.of("draft/**"));
    }

    @Override
    protected Map<String, Object> settingsOfMissing() {
        return Map.of("folder_path", "no/such/folder");
    }

    @Override
    protected Set<String> expectedKeys() {
        return Set.of("guide.md", "deep/er/notes.txt", "orders.csv#2", "orders.csv#3");
    }

    @Override
    protected int expectedUnreadable() {
        return 1;
    }

    @Override
    protected List<String> expectedFields() {
        return List.of("title", "text");
    }

    @Override
    protected String editOneDocument() {
        replace("docs/guide.md", "first", "second");
        return "guide.md";
    }
}
