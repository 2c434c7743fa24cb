package io.tabletalk.embedding.onnx;

import io.tabletalk.embedding.onnx.ProtobufReader.Field;
import io.tabletalk.embedding.onnx.Tensor.ElementType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The constants and operations of a model file; the field numbers are those of `onnx.proto`.
///
/// @see <a href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>
public final class OnnxReader {

    /// An operation.
    ///
    /// @param name where it stands in the model, such as `/encoder/layer.0/attention/self/query/MatMul`
    public record Node(String name, String operation, List<String> inputs, List<String> outputs) {}

    private final Map<String, Tensor> constants = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    /// @throws IllegalArgumentException when these are not the bytes of a model
    public OnnxReader(ByteBuffer model) {
        for (ProtobufReader fields = new ProtobufReader(model); fields.hasNext(); ) {
            Field field = fields.next();
            if (field.id() == 7) {
                readGraph(field.message());
            }
        }
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("Not a model: it has no operations");
        }
    }

    /// @throws IllegalArgumentException when there is none of this name
    public Tensor constant(String name) {
        Tensor constant = constants.get(name);
        if (constant == null) {
            throw new IllegalArgumentException("The model has no constant '" + name + "'");
        }
        return constant;
    }

    /// @return true when the model has a constant of this name
    public boolean hasConstant(String name) {
        return constants.containsKey(name);
    }

    public List<Node> nodes() {
        return nodes;
    }

    private void readGraph(ProtobufReader fields) {
        while (fields.hasNext()) {
            Field field = fields.next();
            switch (field.id()) {
                case 1 -> nodes.add(node(field.message()));
                case 5 -> readConstant(field.message());
                default -> {}
            }
        }
    }

    private static Node node(ProtobufReader fields) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        String name = "";
        String operation = "";
        while (fields.hasNext()) {
            Field field = fields.next();
            switch (field.id()) {
                case 1 -> inputs.add(field.text());
                case 2 -> outputs.add(field.text());
                case 3 -> name = field.text();
                case 4 -> operation = field.text();
                default -> {}
            }
        }
        return new Node(name, operation, List.copyOf(inputs), List.copyOf(outputs));
    }

    /// Constants of other types than ours, or kept otherwise than as raw bytes, are left out: no weights are.
    private void readConstant(ProtobufReader fields) {
        List<Long> shape = new ArrayList<>();
        String name = "";
        long type = 0;
        ByteBuffer data = null;
        while (fields.hasNext()) {
            Field field = fields.next();
            switch (field.id()) {
                case 1 -> shape.addAll(field.numbers());
                case 2 -> type = field.number();
                case 8 -> name = field.text();
                case 9 -> data = field.content();
                default -> {}
            }
        }
        ElementType elementType = elementType(type);
        if (data != null && elementType != null) {
            long[] dimensions = shape.stream().mapToLong(Long::longValue).toArray();
            constants.put(name, new Tensor(elementType, dimensions, data));
        }
    }

    private static @Nullable ElementType elementType(long code) {
        for (ElementType type : ElementType.values()) {
            if (type.code() == code) {
                return type;
            }
        }
        return null;
    }
}
