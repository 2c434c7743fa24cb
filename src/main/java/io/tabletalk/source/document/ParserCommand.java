package io.tabletalk.source.document;

import io.tabletalk.source.document.parser.ParserMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// How a child process is started: the same Java and the same program as the server, with a small heap, a temporary
/// folder of its own, and without the environment, in which there are credentials.
final class ParserCommand {

    /// The exit code of a Java virtual machine told to exit when memory runs out.
    static final int OUT_OF_MEMORY = 3;

    /// Of ours when a file unpacks to too much.
    static final int OUT_OF_DISK = 4;

    /// Java reads names of files by these.
    private static final Set<String> LOCALE = Set.of("LANG", "LC_ALL", "LC_CTYPE");

    private static final String MAIN = ParserMain.class.getName();

    private ParserCommand() {}

    static Process start(DocumentSettings settings, Path temporary) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(settings, temporary));
        builder.environment().keySet().removeIf(name -> !LOCALE.contains(name));
        builder.directory(temporary.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private static List<String> command(DocumentSettings settings, Path temporary) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.memory().toMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // most files are read before the better compiler would be done
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + temporary.resolve("crash.log"),
                "-Xshare:auto",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary,
                "-Dpdfbox.fontcache=" + temporary, // it would write to the user's home folder
                "-Duser.language=en",
                "-Dslf4j.provider=org.slf4j.helpers.NOP_FallbackServiceProvider",
                "-Dlog4j2.StatusLogger.level=OFF"));
        command.addAll(program());
        command.add(Integer.toString(settings.maxCharacters()));
        command.add(Long.toString(settings.maxUnpacked().toBytes()));
        return command;
    }

    /// A jar that holds other jars is opened by Spring Boot's launcher, as it is in the server.
    private static List<String> program() {
        String classPath = absolute(System.getProperty("java.class.path"));
        return isNested()
                ? List.of(
                        "-Dloader.main=" + MAIN,
                        "-cp",
                        classPath,
                        "org.springframework.boot.loader.launch.PropertiesLauncher")
                : List.of("-cp", classPath, MAIN);
    }

    private static boolean isNested() {
        CodeSource source = ParserMain.class.getProtectionDomain().getCodeSource();
        return source != null && "jar".equals(source.getLocation().getProtocol());
    }

    /// The process has a working directory of its own.
    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
