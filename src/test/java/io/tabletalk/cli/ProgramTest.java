package io.tabletalk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

/// The command line itself: help, versions, wrong usage.
class ProgramTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"serve", "worker", "ask", "ingest", "sources", "verify", "reembed", "eval", "doctor", "version"})
    void everyCommandHasHelpWithAnExample(String command) {
        CommandRun run = CommandRun.in(directory).run(command, "--help");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("Usage: tabletalk " + command).contains("./tabletalk " + command);
    }

    @Test
    void helpListsTheCommandsAndTheExitCodes() {
        CommandRun run = CommandRun.in(directory).run("--help");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("serve", "ask", "ingest", "sources", "verify", "eval", "doctor", "version")
                .contains("Exit codes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"serve", "worker", "ask", "ingest", "sources", "verify", "reembed", "eval", "doctor", "version"})
    void theListOfCommandsSaysInAWholeSentenceWhatEachDoes(String command) {
        String help = CommandRun.in(directory).run("--help").out();

        assertThat(help).containsPattern("\n  " + command + " +[A-Z][^\n]*(\n {10,}[^\n]*)*\\.\n  [a-z]");
    }

    @Test
    void versionNamesTheJavaItRunsOn() {
        CommandRun run = CommandRun.in(directory).run("version");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).startsWith("Tabletalk ").contains("Java " + Runtime.version());
        assertThat(CommandRun.in(directory).run("--version").out()).isEqualTo(run.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "ask",
                "ask --unknown question",
                "serve --prot 9000",
                "serve --prot=9000",
                "serve extra",
                "serve --port 70000",
                "serve --port many",
                "--prot 9000",
                "sources show",
                "ask --url not-an-address question",
            })
    void wrongUsageExitsWithTwoAndSaysWhatIsWrong(String line) {
        CommandRun run = CommandRun.in(directory).run(line.split(" "));

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).isNotBlank().doesNotContain("Exception", "\tat ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aMistypedCommandIsToldTheNearestOnesAndNotTheWholeHelp() {
        CommandRun run = CommandRun.in(directory).run("ingst");

        assertThat(run.err())
                .matches("Unknown option or command: 'ingst'\n"
                        + "Did you mean: ingest, \\w+, \\w+\\?\n"
                        + "All commands: ./tabletalk --help\n");
    }

    @Test
    void aMistypedOptionOfACommandIsToldWhereItsHelpIs() {
        CommandRun run = CommandRun.in(directory).run("ask", "--unknown", "question");

        assertThat(run.err()).contains("--unknown").endsWith("All about it: ./tabletalk help ask\n");
        assertThat(run.err().lines()).hasSizeLessThan(4);
    }

    @Test
    void helpFitsEightyColumnsWithoutBreakingWords() {
        String help = CommandRun.in(directory).run("ingest", "--help").out();

        assertThat(help).contains(".epub .eml .zip and", "is deleted");
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    /// A longer one is broken by the terminal's width and again where the next one begins.
    @ParameterizedTest
    @ValueSource(classes = {ServeCommand.class, WorkerCommand.class, DoctorCommand.class, RebuildIndexCommand.class})
    void noLineOfAHelpIsLongerThanOneOfATerminal(Class<?> command) {
        Command help = command.getAnnotation(Command.class);

        assertThat(help.description()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(help.footer()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void aWorkerSaysWhatItAnswersAndOffersNoSampleData() {
        String worker = CommandRun.in(directory).run("worker", "--help").out();
        String rebuild = CommandRun.in(directory).run("rebuild-index", "--help").out();

        assertThat(worker)
                .contains("answers /health, /status and /metrics", "Default: any")
                .doesNotContain("sample-data");
        assertThat(rebuild).contains("--data-dir").doesNotContain("sample-data");
        assertThat(CommandRun.in(directory).run("serve", "--help").out()).contains("--no-sample-data");
    }

    @Test
    void aServerThatIsNotThereExitsWithThree() {
        CommandRun run = CommandRun.in(directory).run("sources", "--port", "1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.NO_SERVER);
        assertThat(run.err()).contains("No Tabletalk server answers at http://127.0.0.1:1");
    }

    @Test
    void aDataDirectoryThatCannotBeUsedIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "no directory");

        CommandRun run = CommandRun.in(directory).run("serve", "--data-dir", file.toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.NO_SERVER);
        assertThat(run.err()).contains(file.toString(), "--data-dir");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    tabletalk.pipeline.transport=kafak | TABLETALK_PIPELINE_TRANSPORT | local or kafka
                    tabletalk.roles=status,foo         | TABLETALK_ROLES              | ingestion, embedding, index, status
                    tabletalk.pipeline.kafka.bootstrap-servers=nonsense | KAFKA_BOOTSTRAP_SERVERS | host:port
                    """)
    void aSettingThatDecidesWhatThereIsIsRefusedInOneSentence(String setting, String name, String allowed) {
        String transport = "--tabletalk.pipeline.transport=kafka";
        String wrong = "--" + setting;

        CommandRun run = CommandRun.in(directory)
                .run(
                        "serve",
                        "--port",
                        "0",
                        "--data-dir",
                        directory.resolve("data").toString(),
                        transport,
                        wrong);

        assertThat(run.exitCode()).isEqualTo(ExitCode.NO_SERVER);
        assertThat(run.err())
                .contains(name, "'" + setting.substring(setting.indexOf('=') + 1) + "'", allowed)
                .doesNotContain("Exception", "bean", "enum");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void aBrokenEnvironmentFileIsNamedWithItsLineButNotItsContent() throws Exception {
        Files.writeString(directory.resolve(".env"), "A=1\n\nhidden value\n");

        CommandRun run = CommandRun.in(directory).run("sources");

        assertThat(run.exitCode()).isEqualTo(ExitCode.NO_SERVER);
        assertThat(run.err()).contains(".env line 3").doesNotContain("hidden");
    }
}
