package io.tabletalk.source.demo;

import io.tabletalk.source.SourceContractTest;
import io.tabletalk.source.SourceFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.FileSystemResource;

/// The demo source on a small data set of its own, in a folder where it can be edited.
class DemoContractTest extends SourceContractTest<DemoSettings> {

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        write("bicycles.csv", """
                bicycle,name,price,notes
                B-1,Marigold,9,"Has a bell, and a basket"
                B-2,Teal,12.50,""
                """);
        write("members.csv", """
                member,name,notes
                M-1,Ann,"Founder"
                """);
        write("repairs.csv", """
                repair,bicycle,work_done
                R-1,Teal,"New bell"
                """);
        for (String paper : DemoPart.PAPERS) {
            write("documents/" + paper, "# About " + paper + "\n\nSomething to read.\n");
        }
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    @Override
    protected SourceFactory<DemoSettings> factory() {
        return new DemoSourceFactory(new FileSystemResource(folder + "/"));
    }

    @Override
    protected Map<String, Object> settings() {
        return Map.of();
    }

    @Override
    protected Map<String, Object> settingsOfMissing() {
        return Map.of("table", "unicorns");
    }

    @Override
    protected Set<String> expectedKeys() {
        return Stream.concat(
                        Stream.of("bicycles/B-1", "bicycles/B-2", "members/M-1", "repairs/R-1"),
                        DemoPart.PAPERS.stream().map(paper -> "documents/" + paper))
                .collect(Collectors.toSet());
    }

    @Override
    protected List<String> expectedFields() {
        return List.of("table", "bicycle", "name", "price", "title", "text");
    }

    @Override
    protected List<String> expectedKeyFields() {
        return List.of();
    }

    @Override
    protected String editOneDocument() {
        Path file = folder.resolve("bicycles.csv");
        try {
            Files.writeString(file, Files.readString(file).replace("a basket", "two baskets"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "bicycles/B-1";
    }

    /// Every call reads its file whole and closes it before it returns.
    @Override
    protected int openResources() {
        return 0;
    }
}
