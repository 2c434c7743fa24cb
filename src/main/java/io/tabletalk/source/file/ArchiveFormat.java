package io.tabletalk.source.file;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceSchema;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A ZIP archive. Its files are read as those of a folder are, each by the form that its name tells, and are called
/// `archive.zip/folder/orders.csv`.
///
/// @param formats     how a file in it is read
/// @param isKnown     whether a file of that name is read at all
/// @param maxUnpacked the most that all of them may unpack to, in bytes
record ArchiveFormat(Function<SourceFile, FileFormat> formats, Predicate<String> isKnown, long maxUnpacked)
        implements FileFormat {

    private static final int SHOWN = 5;

    /// In which names were written before they said that they are UTF-8.
    private static final Charset FORMER = Charset.forName("IBM437");

    @Override
    public SourceSchema schema(SourceFile file) {
        try (ZipFile archive = unzip(file)) {
            List<Map<String, Object>> samples = new ArrayList<>();
            readable(archive).stream().limit(SHOWN).forEach(entry -> {
                Map<String, Object> sample = new LinkedHashMap<>();
                sample.put("title", file.name() + "/" + entry.getName());
                sample.put("text", "");
                samples.add(sample);
            });
            return new SourceSchema(TextFormat.FIELDS, List.of(), null, samples);
        } catch (IOException e) {
            throw new SourceException(Kind.INVALID, "'" + file.name() + "' cannot be read. " + reason(e));
        }
    }

    @Override
    public Records open(SourceId source, SourceFile file) {
        SourceFile.State before = file.state();
        try {
            ZipFile archive = unzip(file);
            return new ArchiveRecords(source, file, before, archive, readable(archive), this);
        } catch (IOException e) {
            return ArchiveRecords.unreadable(file, reason(e));
        }
    }

    private static ZipFile unzip(SourceFile file) throws IOException {
        try {
            return new ZipFile(file.real().toFile(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("bad entry name")) {
                return new ZipFile(file.real().toFile(), FORMER);
            }
            throw e;
        }
    }

    /// In the order of their names. Names that lead out of the archive are among them, to be told when they are met.
    private List<? extends ZipEntry> readable(ZipFile archive) {
        return archive.stream()
                .filter(entry -> !entry.isDirectory())
                .filter(entry ->
                        leadsOut(entry.getName()) || !isHidden(entry.getName()) && isKnown.test(entry.getName()))
                .sorted(Comparator.comparing(ZipEntry::getName))
                .toList();
    }

    @Override
    public Optional<String> leftOut(SourceFile file) {
        try (ZipFile archive = unzip(file)) {
            return LeftOut.of(
                    file.name(),
                    archive.stream()
                            .filter(entry -> !entry.isDirectory() && !leadsOut(entry.getName()))
                            .map(ZipEntry::getName),
                    ArchiveFormat::isHidden,
                    isKnown);
        } catch (IOException e) {
            return Optional.empty(); // an archive that cannot be opened is told as such
        }
    }

    /// Whether a name is a path to somewhere else than into the archive.
    static boolean leadsOut(String name) {
        return name.startsWith("/")
                || name.startsWith("\\")
                || Arrays.asList(name.split("[/\\\\]")).contains("..");
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".") || name.contains("/.") || name.startsWith("__MACOSX/");
    }

    static String reason(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("encrypted")
                ? "It is protected by a password."
                : "It is damaged, or no ZIP archive.";
    }
}
