package io.tabletalk.source.file;

import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceRecord;
import io.tabletalk.source.SourceRecord.Readable;
import io.tabletalk.source.SourceRecord.Unreadable;
import io.tabletalk.source.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Reads every file below a folder as a folder source does, and tells of each: does it yield text, or a
/// reason why not; how long it takes; and, where a reference text lies beside it, which share of the reference's words
/// is found in it. The last line is JSON.
///
/// The reference of `FOLDER/docx/sources/a.docx` is `REFERENCE/docx/groundtruth/a.docx.md`, as in the samples of
/// Docling.
public final class DocumentsBench {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    /// Marks that reference texts put where a picture or a formula is.
    private static final Pattern PLACEHOLDER = Pattern.compile("<!--.*?-->|&[a-z]+;|\\]\\([^)]*\\)");

    private static final int WORST = 12;

    private DocumentsBench() {}

    /// @param share of the reference's words that are found, each as often as it occurs there; null without a reference
    private record Outcome(
            String file,
            int documents,
            String text,
            List<String> reasons,
            Duration took,
            @Nullable Double share) {

        boolean hasText() {
            return !text.isBlank();
        }

        String kind() {
            return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        }
    }

    /// @param arguments the folder, and after `--reference` that of the reference texts
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]).toRealPath();
        Optional<Path> references = arguments.length == 3 && arguments[1].equals("--reference")
                ? Optional.of(Path.of(arguments[2]).toRealPath())
                : Optional.empty();
        List<Outcome> outcomes = read(folder, references);
        printKinds(outcomes);
        printReasons(outcomes);
        printWorst(outcomes);
        printSummary(outcomes, files(folder));
    }

    private static List<Outcome> read(Path folder, Optional<Path> references) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        Folder data = new Folder(folder.toAbsolutePath().resolveSibling(""));
        try (Source source =
                data.open("folder", "file_path", folder.getFileName().toString())) {
            for (Split split : source.plan()) {
                outcomes.add(read(source, split, references));
            }
        }
        return outcomes;
    }

    private static Outcome read(Source source, Split split, Optional<Path> references) throws IOException {
        String file = split.bound("file");
        long begin = System.nanoTime();
        StringBuilder text = new StringBuilder();
        List<String> reasons = new ArrayList<>();
        int documents = 0;
        try (Stream<SourceRecord> records = source.read(split)) {
            for (SourceRecord record : (Iterable<SourceRecord>) records::iterator) {
                switch (record) {
                    case Readable readable -> {
                        documents++;
                        text.append(readable.document().title())
                                .append('\n')
                                .append(readable.document().text())
                                .append('\n');
                    }
                    case Unreadable unreadable -> reasons.add(unreadable.reason());
                    case SourceRecord.Gone gone -> reasons.add("gone: " + gone.key());
                }
            }
        } catch (SourceException e) {
            reasons.add(e.getMessage());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Double share = reference(references, file)
                .map(reference -> share(reference, text.toString()))
                .orElse(null);
        return new Outcome(file, documents, text.toString(), reasons, took, share);
    }

    private static Optional<String> reference(Optional<Path> references, String file) throws IOException {
        Optional<Path> path = references
                .map(folder -> folder.resolve(file.replace("/sources/", "/groundtruth/") + ".md"))
                .filter(Files::isRegularFile);
        return path.isPresent() ? Optional.of(Files.readString(path.get())) : Optional.empty();
    }

    private static @Nullable Double share(String reference, String text) {
        Map<String, Integer> wanted = words(PLACEHOLDER.matcher(reference).replaceAll(" "));
        Map<String, Integer> found = words(text);
        int total = wanted.values().stream().mapToInt(Integer::intValue).sum();
        int met = wanted.entrySet().stream()
                .mapToInt(word -> Math.min(word.getValue(), found.getOrDefault(word.getKey(), 0)))
                .sum();
        return total == 0 ? null : (double) met / total;
    }

    private static Map<String, Integer> words(String text) {
        Map<String, Integer> words = new HashMap<>();
        WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .forEach(word -> words.merge(word.group(), 1, Integer::sum));
        return words;
    }

    private static void printKinds(List<Outcome> outcomes) {
        Map<String, List<Outcome>> kinds =
                outcomes.stream().collect(Collectors.groupingBy(Outcome::kind, TreeMap::new, Collectors.toList()));
        System.out.println(
                "| kind | files | with text | reason alone | neither | references | words found | longest ms |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        kinds.forEach((kind, of) -> System.out.printf(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %d | %s | %d |%n",
                kind,
                of.size(),
                of.stream().filter(Outcome::hasText).count(),
                of.stream()
                        .filter(each -> !each.hasText() && !each.reasons().isEmpty())
                        .count(),
                of.stream()
                        .filter(each -> !each.hasText() && each.reasons().isEmpty())
                        .count(),
                of.stream().filter(each -> each.share() != null).count(),
                mean(of),
                of.stream().mapToLong(each -> each.took().toMillis()).max().orElse(0)));
    }

    private static String mean(List<Outcome> outcomes) {
        return shares(outcomes).isEmpty() ? "" : "%.3f".formatted(average(outcomes));
    }

    private static double average(List<Outcome> outcomes) {
        return shares(outcomes).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    private static List<Double> shares(List<Outcome> outcomes) {
        List<Double> shares = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            Double share = outcome.share();
            if (share != null) {
                shares.add(share);
            }
        }
        return shares;
    }

    private static void printReasons(List<Outcome> outcomes) {
        System.out.println("\nWithout text:");
        outcomes.stream()
                .filter(outcome -> !outcome.hasText())
                .forEach(outcome -> System.out.println(outcome.file() + ": "
                        + (outcome.reasons().isEmpty()
                                ? "no reason"
                                : outcome.reasons().getFirst())));
    }

    private static void printWorst(List<Outcome> outcomes) {
        System.out.println("\nFewest of the reference's words:");
        outcomes.stream()
                .filter(outcome -> outcome.share() != null)
                .sorted(Comparator.comparing(
                        outcome -> Optional.ofNullable(outcome.share()).orElse(1.0)))
                .limit(WORST)
                .forEach(outcome -> System.out.printf(Locale.ROOT, "%.3f %s%n", outcome.share(), outcome.file()));
    }

    private static void printSummary(List<Outcome> outcomes, long files) {
        Map<String, Object> summary = new TreeMap<>();
        summary.put("files", files);
        summary.put("read", outcomes.size());
        summary.put("with_text", outcomes.stream().filter(Outcome::hasText).count());
        summary.put(
                "reason_alone",
                outcomes.stream()
                        .filter(each -> !each.hasText() && !each.reasons().isEmpty())
                        .count());
        summary.put(
                "neither",
                outcomes.stream()
                        .filter(each -> !each.hasText() && each.reasons().isEmpty())
                        .count());
        summary.put("references", shares(outcomes).size());
        summary.put("words_found", average(outcomes));
        summary.put(
                "longest_ms",
                outcomes.stream()
                        .mapToLong(each -> each.took().toMillis())
                        .max()
                        .orElse(0));
        System.out.println("\n" + JsonMapper.shared().writeValueAsString(summary));
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
