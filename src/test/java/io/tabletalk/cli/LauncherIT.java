package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tabletalk.cli.LauncherProject.Started;
import io.tabletalk.cli.server.Server;
import io.tabletalk.cli.server.ServerFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, as a person calls it: from another folder, with spaces in every path.
class LauncherIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    LauncherProject project;

    @BeforeEach
    void makeProject() throws IOException {
        project = new LauncherProject(directory);
    }

    @Test
    void anOldJavaThatComesFirstIsPassedOver() throws Exception {
        Path old = LauncherProject.fakeJdk(directory.resolve("old jdk"), "17.0.15");
        project.with("JAVA_HOME", old.toString()).with("PATH", old.resolve("bin") + ":" + System.getenv("PATH"));

        CommandRun run = project.run("version");

        assertThat(run.err()).doesNotContain("wrong java");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Java " + Runtime.version().feature());
    }

    @Test
    void withoutAJdkItSaysWhatToInstall() throws Exception {
        Path old = LauncherProject.fakeJdk(directory.resolve("old jdk"), "1.8.0_402");
        Path noCompiler = LauncherProject.fakeJdk(directory.resolve("jdks/jre"), "25.0.1");
        Files.delete(noCompiler.resolve("bin/javac"));
        project.with("JAVA_HOME", old.toString())
                .with("PATH", old.resolve("bin") + ":/usr/bin:/bin")
                .with("TABLETALK_JDK_FOLDERS", directory.resolve("nowhere") + ":" + directory.resolve("jdks"));

        CommandRun run = project.run("version");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("needs a JDK of version 25 or newer", old + ": version 1", "without the compiler")
                .contains("apt install", "brew install", "JAVA_HOME");
        assertThat(project.builds()).isZero();
    }

    @Test
    void buildsOnceAndAgainWhenTheSourceIsNewer() throws Exception {
        assertThat(project.run("version").err()).startsWith("Building Tabletalk, the first time");
        assertThat(project.run("version").err()).isEmpty();
        assertThat(project.builds()).isEqualTo(1);

        Files.setLastModifiedTime(
                project.folder().resolve("src/main/resources/application.yml"),
                FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(project.run("version").err()).startsWith("Building Tabletalk, its source has changed");
        assertThat(project.builds()).isEqualTo(2);
    }

    @Test
    void aFailedBuildShowsItsErrorsAndWhereTheLogIs() throws Exception {
        project.maven("echo '[INFO] fine'; echo '[ERROR] Main.java:[7,1] cannot find symbol'; exit 1\n");

        CommandRun run = project.run("version");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("The build failed", ".tabletalk/build.log", "Main.java:[7,1] cannot find symbol")
                .doesNotContain("fine");
    }

    @Test
    void aSignalDuringTheBuildEndsTheBuildToo() throws Exception {
        project.maven("echo $$ > ../maven-pid; exec sleep 600\n");
        Started started = project.start("version");
        Path pid = directory.resolve("maven-pid");
        await().atMost(PATIENCE).until(() -> Files.exists(pid) && Files.size(pid) > 0);
        long maven = Long.parseLong(Files.readString(pid).strip());

        started.process().destroy();

        assertThat(started.process().waitFor()).isEqualTo(143);
        await().atMost(PATIENCE).until(() -> ProcessHandle.of(maven).isEmpty());
        assertThat(Files.exists(project.folder().resolve(".tabletalk/lock"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
    }

    @Test
    void theLockOfADeadStartIsTakenOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(project.folder().resolve(".tabletalk"));
        Files.createSymbolicLink(project.folder().resolve(".tabletalk/lock"), Path.of(Long.toString(dead.pid())));

        assertThat(project.run("version").exitCode()).isZero();
    }

    @Test
    void servesUntilASignalAndSaysWhereOnAnOtherwiseQuietTerminal() throws Exception {
        Started server = project.start("serve", "--port", "0", "--no-sample-data");
        Path data = directory.resolve("my data");
        await().atMost(PATIENCE).until(() -> ServerFile.read(data).isPresent());
        ServerFile file = ServerFile.read(data).orElseThrow();
        assertThat(file.pid()).isEqualTo(server.process().pid());
        await().atMost(PATIENCE).until(() -> server.out().contains(file.url()));
        assertThat(server.out()).doesNotContain("INFO", "WARN");
        assertThat(Server.logFile(data)).content().contains("Started");

        CommandRun second = project.run("serve", "--port", "0");
        assertThat(second.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(second.err()).contains("already runs", file.url());

        assertThat(project.run("sources").out()).contains("No sources yet");

        server.process().destroy();
        assertThat(server.process().waitFor()).isEqualTo(143);
        assertThat(data.resolve("server.json")).doesNotExist();
    }

    @Test
    void aPortInUseGetsAClearMessage() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = project.run("serve", "--port", Integer.toString(other.getLocalPort()));

            assertThat(run.exitCode()).isEqualTo(ExitCode.NO_SERVER);
            assertThat(run.err())
                    .contains("Port " + other.getLocalPort() + " is in use", "--port " + (other.getLocalPort() + 1))
                    .doesNotContain("Exception", "\tat ");
        }
    }

    @Test
    void aWrongSettingIsExplainedWithoutAStackTrace() throws Exception {
        CommandRun run = project.run("serve", "--port", "0", "--tabletalk.sample-data=perhaps");

        assertThat(run.exitCode()).isEqualTo(ExitCode.NO_SERVER);
        assertThat(run.err())
                .contains("could not start", "tabletalk.sample-data", "perhaps", "tabletalk.log")
                .doesNotContain("\tat ");
    }

    @Test
    void withoutAServerACommandStartsItsOwn() throws Exception {
        CommandRun run = project.run("sources");

        assertThat(run.err()).doesNotContain("INFO");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("No sources yet");
        assertThat(directory.resolve("my data/server.json")).doesNotExist();
    }

    @Test
    void measuringPrintsItsResultAloneAndProgressBesideIt() throws Exception {
        Path collection = Files.createDirectories(project.callersFolder().resolve("tea"));
        Files.createDirectories(collection.resolve("qrels"));
        Files.writeString(collection.resolve("corpus.jsonl"), """
                {"_id": "1", "text": "Assam is a malty black tea."}
                """);
        Files.writeString(collection.resolve("queries.jsonl"), """
                {"_id": "q", "text": "malty tea"}
                """);
        Files.writeString(collection.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\nq\t1\t1\n");

        CommandRun run = project.run("eval", "tea", "--keep-vectors", "vectors.db");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).singleElement().asString().startsWith("{\"ndcg_at_10\":1");
        assertThat(run.err().lines().skip(1)) // after the build
                .singleElement()
                .asString()
                .startsWith("1 documents, 1 passages indexed");
    }

    @Test
    void theFastStartIsPreparedOnceAndReallyUsedAndABrokenOneDoesNoHarm() throws Exception {
        project.with("TABLETALK_FAST_START", "on");
        Started server = project.start("serve", "--port", "0", "--no-sample-data");
        await().atMost(PATIENCE).until(() -> server.out().contains("is ready"));
        assertThat(server.err()).contains("Preparing a fast start, this once");
        server.process().destroy();
        assertThat(server.process().waitFor()).isEqualTo(143);

        project.with("JDK_JAVA_OPTIONS", "-XX:AOTMode=on"); // Java refuses to start when the cache does not fit
        assertThat(project.run("version").exitCode()).isZero();

        project.with("JDK_JAVA_OPTIONS", "");
        Path cache = project.fastStartCache();
        byte[] bytes = Files.readAllBytes(cache);
        Files.write(cache, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(project.run("version").out()).startsWith("Tabletalk ");
        Files.writeString(cache, "no cache at all");
        assertThat(project.run("version").out()).startsWith("Tabletalk ");
    }
}
