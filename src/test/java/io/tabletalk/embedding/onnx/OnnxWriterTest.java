package io.tabletalk.embedding.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.tabletalk.embedding.onnx.Tensor.ElementType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxWriterTest {

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        OnnxReader model = new OnnxReader(ByteBuffer.wrap(doubling()));

        assertThat(model.nodes()).hasSize(2).first().satisfies(node -> {
            assertThat(node.operation()).isEqualTo("Mul");
            assertThat(node.inputs()).containsExactly("numbers", "factors");
            assertThat(node.outputs()).containsExactly("doubled");
        });
        assertThat(model.constant("factors").floats()).containsExactly(2, -2, 1e-30f);
        assertThat(model.constant("factors").shape()).containsExactly(3);
        assertThat(model.constant("order").type()).isEqualTo(ElementType.LONG);
        assertThat(model.hasConstant("numbers")).isFalse();
    }

    @Test
    void runtimeComputesWhatWasWritten() throws Exception {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(doubling());
                OnnxTensor numbers = OnnxTensor.createTensor(environment, new float[][] {{1, 2, 3}});
                OrtSession.Result result = session.run(Map.of("numbers", numbers))) {

            assertThat(((float[][]) result.get(0).getValue())[0]).containsExactly(3e-30f, -4, 2);
        }
    }

    private static byte[] doubling() throws Exception {
        OnnxWriter graph = new OnnxWriter("doubling");
        graph.input("numbers", ElementType.FLOAT, List.of("rows", 3L));
        graph.output("reversed", ElementType.FLOAT, List.of("rows", 3L));
        String factors = graph.constant("factors", Tensor.of(new float[] {2, -2, 1e-30f}, 3));
        graph.constant("factors", Tensor.of(new float[] {0}, 1)); // is there already
        String doubled = graph.standard("Mul", List.of("numbers", factors), "doubled");
        String order = graph.constant("order", Tensor.longs(2, 1, 0));
        graph.standard("Gather", List.of(doubled, order), "reversed", Map.of("axis", 1L));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        graph.writeTo(bytes);
        return bytes.toByteArray();
    }

    @Test
    void bytesThatAreNoModelAreRefused() throws Exception {
        byte[] model = doubling();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OnnxReader(ByteBuffer.wrap(Arrays.copyOf(model, model.length - 1))));
        assertThatIllegalArgumentException().isThrownBy(() -> new OnnxReader(ByteBuffer.allocate(0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OnnxReader(ByteBuffer.wrap("<html>not found</html>".getBytes())));
    }

    @Test
    void missingConstantAndWrongTypeAreNamed() throws Exception {
        OnnxReader model = new OnnxReader(ByteBuffer.wrap(doubling()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.constant("absent"))
                .withMessageContaining("'absent'");
        assertThatIllegalStateException()
                .isThrownBy(() -> model.constant("order").floats())
                .withMessageContaining("LONG");
    }
}
