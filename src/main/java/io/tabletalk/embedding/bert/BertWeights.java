package io.tabletalk.embedding.bert;

import io.tabletalk.embedding.onnx.OnnxReader;
import io.tabletalk.embedding.onnx.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The weights of a BERT model as PyTorch exports them.
///
/// @param words     a row for each word piece
/// @param positions a row for each position
/// @param types     a row for each kind of segment; texts alone have kind 0
/// @param heads     of the attention
record BertWeights(Table words, Table positions, Table types, Norm embeddingNorm, List<Layer> layers, int heads) {

    /// @param values row by row
    record Table(float[] values, int rows, int width) {}

    /// A layer normalization: what is normal is multiplied by the gain, then the bias is added.
    record Norm(float[] gain, float[] bias) {}

    record Layer(
            Dense query,
            Dense key,
            Dense value,
            Dense attentionOutput,
            Norm attentionNorm,
            Dense intermediate,
            Dense output,
            Norm outputNorm) {}

    int width() {
        return words.width();
    }

    /// What the position adds to a word piece, together with what the kind of segment adds, which is the same for all.
    Table positionsOfText() {
        float[] sum = positions.values().clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += types.values()[i % types.width()];
        }
        return new Table(sum, positions.rows(), positions.width());
    }

    /// @throws IllegalArgumentException when these are no such weights
    static BertWeights of(OnnxReader model, int heads) {
        return new Reader(model).read(heads);
    }

    private static final class Reader {

        private final OnnxReader model;
        private final Map<String, String> matrices = new HashMap<>();

        Reader(OnnxReader model) {
            this.model = model;
            for (OnnxReader.Node node : model.nodes()) {
                if (node.operation().equals("MatMul")) {
                    matrices.put(node.name(), node.inputs().get(1));
                }
            }
        }

        BertWeights read(int heads) {
            List<Layer> layers = new ArrayList<>();
            while (matrices.containsKey(path(layers.size(), "output.dense"))) {
                layers.add(layer("encoder.layer." + layers.size() + "."));
            }
            if (layers.isEmpty()) {
                throw new IllegalArgumentException("The model has no layers named as those of BERT are");
            }
            return new BertWeights(
                    table("embeddings.word_embeddings.weight"),
                    table("embeddings.position_embeddings.weight"),
                    table("embeddings.token_type_embeddings.weight"),
                    norm("embeddings.LayerNorm"),
                    List.copyOf(layers),
                    heads);
        }

        private Layer layer(String prefix) {
            return new Layer(
                    dense(prefix + "attention.self.query"),
                    dense(prefix + "attention.self.key"),
                    dense(prefix + "attention.self.value"),
                    dense(prefix + "attention.output.dense"),
                    norm(prefix + "attention.output.LayerNorm"),
                    dense(prefix + "intermediate.dense"),
                    dense(prefix + "output.dense"),
                    norm(prefix + "output.LayerNorm"));
        }

        private static String path(int layer, String part) {
            return nodeName("encoder.layer." + layer + "." + part);
        }

        /// `encoder.layer.0.output.dense` is computed by `/encoder/layer.0/output/dense/MatMul`.
        private static String nodeName(String part) {
            return "/" + part.replace(".", "/").replace("layer/", "layer.") + "/MatMul";
        }

        private Dense dense(String part) {
            String matrix = matrices.get(nodeName(part));
            if (matrix == null) {
                throw new IllegalArgumentException("The model has no dense layer '" + part + "'");
            }
            Table weights = table(matrix);
            return new Dense(weights.values(), floats(part + ".bias"), weights.rows(), weights.width());
        }

        private Norm norm(String part) {
            return new Norm(floats(part + ".weight"), floats(part + ".bias"));
        }

        private Table table(String name) {
            Tensor tensor = model.constant(name);
            if (tensor.shape().length != 2) {
                throw new IllegalArgumentException("The model's '" + name + "' is no table but " + tensor);
            }
            return new Table(tensor.floats(), (int) tensor.shape()[0], (int) tensor.shape()[1]);
        }

        private float[] floats(String name) {
            return model.constant(name).floats();
        }
    }
}
