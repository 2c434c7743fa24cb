package io.tabletalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/// The page keeps to what its content security policy allows, so that no browser has to refuse anything.
class PageTest {

    private static final Path FOLDER = folder();
    private static final Map<String, String> FILES = files();
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(/page/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]+)\"");

    @Test
    void markupHasNeitherInlineScriptNorInlineStyle() {
        assertThat(FILES.getOrDefault("index.html", ""))
                .contains("<script type=\"module\" src=\"/page/main.js\"></script>")
                .doesNotContain("<style", " style=", "javascript:")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    void nothingComesFromAnotherHost() {
        assertThat(FILES)
                .allSatisfy((name, content) -> assertThat(content.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                        .as(name)
                        .doesNotContainPattern("(?i)https?://|[\"'(]//"));
    }

    @Test
    void dataNeverBecomesMarkupOrCode() {
        assertThat(FILES)
                .allSatisfy((name, content) -> assertThat(content)
                        .as(name)
                        .doesNotContainPattern(
                                "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|srcdoc"));
    }

    @Test
    void everythingThePageAsksForIsThere() {
        Stream<String> linked =
                matches(LINK, FILES.getOrDefault("index.html", "")).map(link -> link.substring(1));
        Stream<String> imported = FILES.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".js"))
                .flatMap(file -> matches(IMPORT, file.getValue()))
                .map(module -> "page/" + module);

        assertThat(FILES.keySet()).containsAll(Stream.concat(linked, imported).toList());
        assertThat(FILES).hasSizeGreaterThan(5);
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult found) -> found.group(1));
    }

    private static Map<String, String> files() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> FOLDER.relativize(file).toString().replace('\\', '/'),
                            PageTest::content,
                            (first, second) -> first,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return new ClassPathResource("static").getFile().toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
