package io.tabletalk.cli;

import io.tabletalk.cli.client.TabletalkClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asks the server to read things. Each method returns the id of the batch that does it.
final class IngestStarter {

    private final TabletalkClient client;
    private final Optional<Path> dataDirectory;
    private final List<String> keyColumns;
    private final boolean replace;
    private final Map<Path, String> uploaded = new HashMap<>();

    /// @param keyColumns tell the rows of a table apart; empty: their number does
    /// @param replace    whether uploads replace others of their names
    IngestStarter(Connection connection, List<String> keyColumns, boolean replace) {
        this.keyColumns = keyColumns;
        this.replace = replace;
        this.client = connection.client();
        this.dataDirectory = connection.dataDirectory();
    }

    /// @throws CommandFailure when the file cannot be brought to the server
    String start(FileToIngest file) throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("file_path", pathOnServer(file));
        if (file.isTable() && !keyColumns.isEmpty()) {
            settings.put("key_columns", keyColumns);
        }
        if (file.type().equals("csv")) {
            return client.post("ingest-csv", settings).path("batch_id").asString();
        }
        Map<String, Object> source = Map.of("type", file.type(), "settings", settings);
        return sync(client.post("api/sources", source).path("name").asString());
    }

    String sync(String source) {
        return client.post("api/sources/" + SourceText.inPath(source) + "/sync", Map.of())
                .path("id")
                .asString();
    }

    private String pathOnServer(FileToIngest file) throws IOException {
        if (dataDirectory.isPresent() && file.path().startsWith(dataDirectory.get())) {
            return dataDirectory.get().relativize(file.path()).toString();
        }
        if (file.isFolder()) {
            throw failure("it is a folder outside the data directory. Copy it into "
                    + dataDirectory.map(Path::toString).orElse("the server's data directory")
                    + ", and ingest the copy; or name it in TABLETALK_FILES_ROOTS, and make it a source of the type 'folder'"
                    + " (see README.md).");
        }
        return upload(file);
    }

    /// Uploads are kept by file name: of two with the same name, the second would be refused, or replace the first.
    private String upload(FileToIngest file) throws IOException {
        String other = uploaded.putIfAbsent(file.path().getFileName(), file.name());
        if (other != null) {
            throw failure("it has the same file name as " + other + ", and uploads are kept by name. Rename one.");
        }
        return client.upload(file.path(), replace).path("path").asString();
    }

    private static CommandFailure failure(String message) {
        return new CommandFailure(ExitCode.FAILED, message);
    }
}
