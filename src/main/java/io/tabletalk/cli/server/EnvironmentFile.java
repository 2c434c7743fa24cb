package io.tabletalk.cli.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `.env` file: lines of `NAME=value`, as shells and other tools write them. A value may stand in single or double
/// quotes, a line may begin with `export`; empty lines and lines that begin with `#` do not count.
public final class EnvironmentFile {

    public static final String NAME = ".env";

    private static final Pattern LINE = Pattern.compile("(?:export\\s+)?([A-Za-z_][\\w.-]*)\\s*=\\s*(.*)");

    private EnvironmentFile() {}

    /// The settings in the file; none when there is no such file.
    ///
    /// @throws StartFailure when it cannot be read, or a line has another form; the message never holds a value
    public static Map<String, String> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        try {
            return parse(file.toString(), Files.readAllLines(file));
        } catch (IOException | UncheckedIOException e) {
            throw new StartFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static Map<String, String> parse(String file, List<String> lines) {
        Map<String, String> settings = new LinkedHashMap<>();
        int number = 0;
        for (String raw : lines) {
            number++;
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new StartFailure(file + " line " + number + " is not of the form NAME=value.");
            }
            settings.put(matcher.group(1), unquoted(matcher.group(2)));
        }
        return settings;
    }

    private static String unquoted(String value) {
        int last = value.length() - 1;
        boolean quoted = last > 0
                && value.charAt(0) == value.charAt(last)
                && (value.charAt(0) == '"' || value.charAt(0) == '\'');
        return quoted ? value.substring(1, last) : value;
    }
}
