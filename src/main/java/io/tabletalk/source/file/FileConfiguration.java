package io.tabletalk.source.file;

import io.tabletalk.source.SourceFactory;
import io.tabletalk.source.Sources;
import io.tabletalk.source.document.DocumentParsers;
import io.tabletalk.state.DataDirectory;
import jakarta.servlet.MultipartConfigElement;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The kinds of source that are files.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FilesSettings.class)
class FileConfiguration {

    /// Room for what a form says besides the file.
    private static final long FORM_BYTES = 64 * 1024;

    @Bean
    AllowedPaths allowedPaths(DataDirectory data, FilesSettings settings) {
        return new AllowedPaths(
                data,
                settings.roots().stream()
                        .filter(root -> !root.isBlank())
                        .map(FileConfiguration::folder)
                        .toList());
    }

    private static Path folder(String root) {
        Path folder = Path.of(root.strip());
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("tabletalk.files.roots names '" + root + "', which is no folder.");
        }
        return folder;
    }

    @Bean
    WatchedFolders watchedFolders(
            Sources sources, AllowedPaths allowed, ApplicationEventPublisher events, FilesSettings settings) {
        FilesSettings.Watch watch = settings.watch();
        return new WatchedFolders(
                sources, allowed, events, new WatchedFolders.Times(watch.quiet(), watch.patience(), watch.rescan()));
    }

    @Bean
    Uploads uploads(DataDirectory data) {
        return new Uploads(data);
    }

    /// Files are received into the data directory and not into the system's temporary one, which may be small, or
    /// memory.
    @Bean
    MultipartConfigElement multipart(Uploads uploads, FilesSettings settings) {
        long most = settings.maxUpload().toBytes();
        return new MultipartConfigElement(uploads.incoming().toString(), most, most + FORM_BYTES, 0);
    }

    @Bean
    SourceFactory<CsvSettings> csvSources(AllowedPaths allowed) {
        return new FileSourceFactory<>("csv", CsvSettings.class, allowed, settings -> {
            FileFormat format = settings.format();
            return file -> format;
        });
    }

    @Bean
    SourceFactory<JsonSettings> jsonSources(AllowedPaths allowed) {
        return new FileSourceFactory<>("json", JsonSettings.class, allowed, settings -> {
            FileFormat format = settings.format();
            return file -> format;
        });
    }

    @Bean
    SourceFactory<JsonSettings> jsonLinesSources(AllowedPaths allowed) {
        return new FileSourceFactory<>("jsonl", JsonSettings.class, allowed, settings -> {
            FileFormat format = settings.linesFormat();
            return file -> format;
        });
    }

    @Bean
    SourceFactory<TextSettings> markdownSources(AllowedPaths allowed) {
        return new FileSourceFactory<>(
                "markdown", TextSettings.class, allowed, settings -> file -> new TextFormat(true, settings.encoding()));
    }

    @Bean
    SourceFactory<TextSettings> textSources(AllowedPaths allowed) {
        return new FileSourceFactory<>(
                "text", TextSettings.class, allowed, settings -> file -> new TextFormat(false, settings.encoding()));
    }

    @Bean
    SourceFactory<TextSettings> fileSources(AllowedPaths allowed, DocumentParsers parsers) {
        return new FileSourceFactory<>(
                "file", TextSettings.class, allowed, settings -> new FormatByName(settings.encoding(), parsers));
    }

    @Bean
    SourceFactory<FolderSettings> folderSources(AllowedPaths allowed, DocumentParsers parsers) {
        return new FolderSourceFactory(allowed, parsers);
    }
}
