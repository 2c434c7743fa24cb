package io.tabletalk.source.file;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;

/// A kind of source that is one file.
///
/// @param formats how such a file is read, by the settings and the file
record FileSourceFactory<C extends FileSettings>(
        String type, Class<C> settingsType, AllowedPaths allowed, Function<C, Function<SourceFile, FileFormat>> formats)
        implements SourceFactory<C> {

    @Override
    public SourceId defaultId(C settings) {
        return nameFor(settings.path());
    }

    /// Finds the file, so that a wrong path is told at once; opens it only to read.
    @Override
    public Source open(SourceId id, C settings) {
        Path real = allowed.resolve(settings.path());
        if (Files.isDirectory(real)) {
            throw new SourceException(
                    Kind.INVALID, "'" + settings.path() + "' is a folder; its kind of source is `folder`.");
        }
        SourceFile file = new SourceFile(real, String.valueOf(real.getFileName()));
        return new FileSource(id, new SingleFile(file), formats.apply(settings));
    }

    /// The path as a name, `/` being `-`. When that loses something, a hash of the path keeps different files apart.
    static SourceId nameFor(String path) {
        String normal = AllowedPaths.parsed(path)
                .normalize()
                .toString()
                .replace('\\', '/')
                .replaceAll("^/+", "");
        String plain = normal.toLowerCase(Locale.ROOT).replace('/', '-');
        SourceId slug = SourceId.slug(plain);
        if (slug.value().equals(plain)) {
            return slug;
        }
        String shortened = slug.value().substring(0, Math.min(slug.value().length(), 54));
        return new SourceId("%s-%08x".formatted(shortened, normal.hashCode()));
    }
}
