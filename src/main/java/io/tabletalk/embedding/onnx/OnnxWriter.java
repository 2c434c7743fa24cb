package io.tabletalk.embedding.onnx;

import io.tabletalk.embedding.onnx.Tensor.ElementType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Builds a model file operation by operation; the field numbers are those of `onnx.proto`. Not safe for use by several
/// threads.
///
/// @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
public final class OnnxWriter {

    private static final int FORMAT_VERSION = 8;
    private static final int OPERATIONS_VERSION = 17;

    private final ProtobufWriter graph = new ProtobufWriter();
    private final Set<String> constants = new HashSet<>();

    /// @param name of the model
    public OnnxWriter(String name) {
        graph.text(2, name);
    }

    /// Adds a value that is the same in every call. A name that is there already stays as it is.
    ///
    /// @return the name
    public String constant(String name, Tensor tensor) {
        if (constants.add(name)) {
            ProtobufWriter message = new ProtobufWriter();
            for (long length : tensor.shape()) {
                message.number(1, length);
            }
            graph.message(
                    5, message.number(2, tensor.type().code()).text(8, name).bytes(9, bytes(tensor)));
        }
        return name;
    }

    private static byte[] bytes(Tensor tensor) {
        if (tensor.data().hasArray()
                && tensor.data().array().length == tensor.data().remaining()) {
            return tensor.data().array();
        }
        byte[] bytes = new byte[tensor.data().remaining()];
        tensor.data().duplicate().get(bytes);
        return bytes;
    }

    /// Adds an operation of the standard, with one output.
    ///
    /// @param attributes values of type `Long`, `Float` or `long[]`
    /// @return the output
    public String standard(String operation, List<String> inputs, String output, Map<String, ?> attributes) {
        node("", operation, inputs, List.of(output), attributes);
        return output;
    }

    /// @see #standard(String, List, String, Map)
    public String standard(String operation, List<String> inputs, String output) {
        return standard(operation, inputs, output, Map.of());
    }

    /// Adds an operation of the standard with several outputs.
    public void standard(String operation, List<String> inputs, List<String> outputs, Map<String, ?> attributes) {
        node("", operation, inputs, outputs, attributes);
    }

    /// Adds an operation that only ONNX Runtime has, with one output.
    ///
    /// @param inputs     an empty name leaves an optional input out
    /// @param attributes values of type `Long`, `Float` or `long[]`
    /// @return the output
    /// @see <a href="https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md">the
    /// operations</a>
    public String fused(String operation, List<String> inputs, String output, Map<String, ?> attributes) {
        return fused(operation, inputs, List.of(output), attributes);
    }

    /// Adds an operation that only ONNX Runtime has, with several outputs.
    ///
    /// @return the first output
    public String fused(String operation, List<String> inputs, List<String> outputs, Map<String, ?> attributes) {
        node("com.microsoft", operation, inputs, outputs, attributes);
        return outputs.getFirst();
    }

    private void node(
            String domain, String operation, List<String> inputs, List<String> outputs, Map<String, ?> attributes) {
        ProtobufWriter node = new ProtobufWriter();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        node.text(3, outputs.getFirst() + "/" + operation).text(4, operation);
        attributes.forEach((name, value) -> node.message(5, attribute(name, value)));
        graph.message(1, node.text(7, domain));
    }

    private static ProtobufWriter attribute(String name, Object value) {
        ProtobufWriter attribute = new ProtobufWriter().text(1, name);
        switch (value) {
            case Float number -> attribute.number(2, number).number(20, 1);
            case Long number -> attribute.number(3, number).number(20, 2);
            case long[] numbers -> {
                for (long number : numbers) {
                    attribute.number(8, number);
                }
                attribute.number(20, 7);
            }
            default -> throw new IllegalArgumentException("No attribute type for " + value.getClass());
        }
        return attribute;
    }

    /// @param shape a `Long` is a fixed length, a `String` names one that differs from call to call
    public void input(String name, ElementType type, List<?> shape) {
        graph.message(11, value(name, type, shape));
    }

    /// @see #input
    public void output(String name, ElementType type, List<?> shape) {
        graph.message(12, value(name, type, shape));
    }

    private static ProtobufWriter value(String name, ElementType type, List<?> shape) {
        ProtobufWriter dimensions = new ProtobufWriter();
        for (Object length : shape) {
            ProtobufWriter dimension = new ProtobufWriter();
            dimensions.message(
                    1,
                    length instanceof Long fixed ? dimension.number(1, fixed) : dimension.text(2, length.toString()));
        }
        ProtobufWriter tensor = new ProtobufWriter().number(1, type.code()).message(2, dimensions);
        return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
    }

    public void writeTo(OutputStream out) throws IOException {
        ProtobufWriter model = new ProtobufWriter().number(1, FORMAT_VERSION).text(2, "tabletalk");
        model.message(7, graph).message(8, operations("", OPERATIONS_VERSION));
        model.message(8, operations("com.microsoft", 1)).writeTo(out);
    }

    private static ProtobufWriter operations(String domain, int version) {
        return new ProtobufWriter().text(1, domain).number(2, version);
    }
}
