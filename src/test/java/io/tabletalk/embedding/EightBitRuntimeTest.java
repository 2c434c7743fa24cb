package io.tabletalk.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tabletalk.embedding.EightBitRuntime.Opening;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EightBitRuntimeTest {

    private static final Optional<String> NONE = Optional.empty();

    private final LoadedModel onOneDnn = new NamedModel("oneDNN");
    private final LoadedModel onOnnxRuntime = new NamedModel("ONNX Runtime");

    private record NamedModel(String name) implements LoadedModel {

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public Pooling pooling() {
            throw new AssertionError("opened, not used");
        }

        @Override
        public <T> List<T> compute(List<long[]> texts, Function<TokenRows, List<T>> reading) {
            throw new AssertionError("opened, not used");
        }

        @Override
        public void close() {}
    }

    static List<Throwable> failures() {
        return List.of(
                new IllegalStateException("oneDNN failed with status 3"),
                new UnsatisfiedLinkError("no such function"),
                new OutOfMemoryError("Cannot reserve memory"));
    }

    private static Opening failing(Throwable failure) {
        return () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        };
    }

    @Test
    void autoTakesOneDnnWhereNothingHindersIt() throws Exception {
        assertThat(EightBitRuntime.AUTO.open(NONE, () -> onOneDnn, () -> onOnnxRuntime))
                .isSameAs(onOneDnn);
    }

    @Test
    void autoTakesOnnxRuntimeWhereOneDnnIsHindered() throws Exception {
        Opening never = () -> {
            throw new AssertionError("hindered, and opened all the same");
        };

        assertThat(EightBitRuntime.AUTO.open(Optional.of("No."), never, () -> onOnnxRuntime))
                .isSameAs(onOnnxRuntime);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void autoTakesOnnxRuntimeWhenOneDnnCannotOpenTheModel(Throwable failure) throws Exception {
        assertThat(EightBitRuntime.AUTO.open(NONE, failing(failure), () -> onOnnxRuntime))
                .isSameAs(onOnnxRuntime);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void oneDnnThatIsAskedForSaysWhyItCannotOpenTheModel(Throwable failure) {
        assertThatIllegalStateException()
                .isThrownBy(() -> EightBitRuntime.ONEDNN.open(NONE, failing(failure), () -> onOnnxRuntime))
                .withMessageStartingWith("oneDNN cannot be used: ")
                .withMessageContaining(failure.getMessage())
                .withCause(failure);
    }

    @Test
    void oneDnnThatIsAskedForSaysWhatHindersIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> EightBitRuntime.ONEDNN.open(Optional.of("No."), () -> onOneDnn, () -> onOnnxRuntime))
                .withMessage("oneDNN cannot be used: No.");
    }

    @Test
    void processThatMayNotLoadLibrariesIsHindered() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--illegal-native-access=deny",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        EightBitRuntimeTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.lines())
                    .singleElement()
                    .asString()
                    .matches("It is not part of this installation.*|It cannot be loaded: .*IllegalCallerException.*");
            assertThat(process.waitFor()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    /// Says what hinders it.
    public static void main(String[] arguments) {
        System.out.println(
                NativeLibraries.loadOneDnn(EmbeddingEngineAccess.natives()).orElse("nothing"));
    }
}
