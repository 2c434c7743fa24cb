package io.tabletalk.source.file;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import io.tabletalk.source.SourceFactory;
import io.tabletalk.source.document.DocumentParsers;
import java.nio.file.Files;
import java.nio.file.Path;

/// The kind of source that is a folder of files.
record FolderSourceFactory(AllowedPaths allowed, DocumentParsers parsers) implements SourceFactory<FolderSettings> {

    @Override
    public String type() {
        return "folder";
    }

    @Override
    public Class<FolderSettings> settingsType() {
        return FolderSettings.class;
    }

    @Override
    public SourceId defaultId(FolderSettings settings) {
        return FileSourceFactory.nameFor(settings.path());
    }

    @Override
    public Source open(SourceId id, FolderSettings settings) {
        Path real = allowed.resolve(settings.path());
        if (!Files.isDirectory(real)) {
            throw new SourceException(
                    Kind.INVALID, "'" + settings.path() + "' is a file; its kind of source is `file`.");
        }
        FolderFiles files = FolderFiles.of(allowed, real, settings.included(), settings.excluded());
        return new FileSource(id, files, new FormatByName(settings.encoding(), parsers));
    }
}
