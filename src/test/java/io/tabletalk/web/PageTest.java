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
    private static final String MARKUP = FILES.getOrDefault("index.html", "");
    private static final Pattern LINK = Pattern.compile("(?:src|href)=\"(/page/[^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import) \"([^\"]+)\"");
    private static final Pattern MAPPED = Pattern.compile("\"([^\"]+)\": \"(/webjars/[^\"]+)\"");

    @Test
    void markupHasNoInlineScriptButTheImportMapAndNoInlineStyle() {
        assertThat(MARKUP)
                .contains("<script type=\"module\" src=\"/page/main.js\"></script>")
                .doesNotContain("<style", " style=", "javascript:")
                .doesNotContainPattern("<script(?! type=\"importmap\">)(?![^>]* src=)")
                .doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    void templatesHaveNoInlineStyle() {
        assertThat(FILES)
                .allSatisfy((name, content) -> assertThat(content).as(name).doesNotContain(" style=", "<style"));
    }

    @Test
    void policyAllowsTheImportMapAsItStands() {
        assertThat(new Page().policy()).matches(".*script-src 'self' 'sha256-[A-Za-z0-9+/]{43}=';.*");
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
                .allSatisfy(
                        (name, content) -> assertThat(content)
                                .as(name)
                                .doesNotContainPattern(
                                        "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function|srcdoc|unsafeHTML|unsafe-html"));
    }

    @Test
    void everythingThePageAsksForIsThere() {
        Stream<String> linked = matches(LINK, MARKUP).map(link -> link.substring(1));
        Stream<String> imported = modules()
                .flatMap(module -> imports(module.getValue())
                        .filter(name -> name.startsWith("."))
                        .map(name -> Path.of(module.getKey())
                                .resolveSibling(name)
                                .normalize()
                                .toString()
                                .replace('\\', '/')));

        assertThat(FILES.keySet()).containsAll(Stream.concat(linked, imported).toList());
        assertThat(FILES).hasSizeGreaterThan(5);
    }

    @Test
    void everyLibraryThatAModuleImportsIsMappedToAFileOfThisProgram() {
        Map<String, String> mapped = MAPPED.matcher(MARKUP)
                .results()
                .collect(Collectors.toMap(entry -> entry.group(1), entry -> entry.group(2)));

        assertThat(modules().flatMap(module -> imports(module.getValue())).filter(name -> !name.startsWith(".")))
                .isNotEmpty()
                .allSatisfy(name ->
                        assertThat(resource(mapped, name).exists()).as(name).isTrue());
        assertThat(mapped.values().stream().filter(address -> !address.endsWith("/")))
                .allSatisfy(address ->
                        assertThat(webJar(address).exists()).as(address).isTrue());
    }

    private static ClassPathResource resource(Map<String, String> mapped, String name) {
        String folder = name.substring(0, name.indexOf('/') + 1);
        return mapped.containsKey(name)
                ? webJar(mapped.getOrDefault(name, ""))
                : webJar(mapped.getOrDefault(folder, "") + name.substring(folder.length()));
    }

    private static ClassPathResource webJar(String address) {
        return new ClassPathResource("META-INF/resources" + address);
    }

    private static Stream<Map.Entry<String, String>> modules() {
        return FILES.entrySet().stream().filter(file -> file.getKey().endsWith(".js"));
    }

    private static Stream<String> imports(String module) {
        return matches(IMPORT, module);
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
