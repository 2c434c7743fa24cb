package io.tabletalk.embedding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the files beside a model say of it, those of sentence-transformers and, before them, `tabletalk.json`:
///
/// ```json
/// {"pooling": "cls", "question_prefix": "query: ", "passage_prefix": "passage: ", "max_tokens": 512, "dense_weight":
/// 0.65}
/// ```
///
/// each of which may be missing. A model of which no file says how it is pooled takes the mean, as in
/// sentence-transformers.
///
/// @param heads of the attention when the model is a BERT encoder that can be fused; empty when it is another
record FolderDescription(ModelTraits traits, OptionalInt heads) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int USUAL_MAX_TOKENS = 512;
    private static final double USUAL_DENSE_WEIGHT = 0.4;

    /// @throws IllegalArgumentException when the folder has no model, or one that cannot be run
    static FolderDescription read(Path folder) throws IOException {
        if (!Files.isReadable(modelFile(folder)) || !Files.isReadable(folder.resolve(ModelFolder.TOKENIZER))) {
            throw new IllegalArgumentException("The folder " + folder + " has no " + ModelFolder.MODEL + " and "
                    + ModelFolder.TOKENIZER + " that can be read.");
        }
        Reader files = new Reader(folder);
        return new FolderDescription(files.traits(), files.heads());
    }

    /// In the folder itself, or in its `onnx` folder as Hugging Face has it.
    static Path modelFile(Path folder) {
        Path nested = folder.resolve("onnx").resolve(ModelFolder.MODEL);
        Path direct = folder.resolve(ModelFolder.MODEL);
        return Files.exists(nested) && !Files.exists(direct) ? nested : direct;
    }

    private static final class Reader {

        private final Path folder;
        private final JsonNode own;
        private final JsonNode config;
        private final JsonNode prompts;

        Reader(Path folder) throws IOException {
            this.folder = folder;
            this.own = json("tabletalk.json");
            this.config = json("config.json");
            this.prompts = json("config_sentence_transformers.json").path("prompts");
            requireKnownModules();
        }

        ModelTraits traits() throws IOException {
            return new ModelTraits(
                    pooling(),
                    text("question_prefix", prompts.path("query").asString("")),
                    text(
                            "passage_prefix",
                            prompts.path("passage")
                                    .asString(prompts.path("document").asString(""))),
                    maxTokens(),
                    own.path("dense_weight").asDouble(USUAL_DENSE_WEIGHT));
        }

        private String text(String name, String otherwise) {
            return own.path(name).asString(otherwise);
        }

        private Pooling pooling() throws IOException {
            String own = text("pooling", "");
            if (!own.isEmpty()) {
                return Pooling.of(own);
            }
            JsonNode published = json("1_Pooling/config.json");
            for (String other : List.of("max_tokens", "mean_sqrt_len_tokens", "weightedmean_tokens", "lasttoken")) {
                if (published.path("pooling_mode_" + other).asBoolean(false)) {
                    throw new IllegalArgumentException("The model in " + folder + " is pooled by " + other
                            + ", which is not known. Known are " + Pooling.NAMES + ".");
                }
            }
            return published.path("pooling_mode_cls_token").asBoolean(false) ? Pooling.CLS : Pooling.MEAN;
        }

        /// Never more than there are positions.
        private int maxTokens() throws IOException {
            int published =
                    json("sentence_bert_config.json").path("max_seq_length").asInt(USUAL_MAX_TOKENS);
            int wanted = own.path("max_tokens").asInt(published);
            return Math.min(wanted, config.path("max_position_embeddings").asInt(wanted));
        }

        /// Other modules would change the vectors: leaving one out would give others than the model was made for.
        private void requireKnownModules() throws IOException {
            for (JsonNode module : json("modules.json")) {
                String type = module.path("type").asString("");
                String name = type.substring(type.lastIndexOf('.') + 1);
                if (!List.of("Transformer", "Pooling", "Normalize").contains(name)) {
                    throw new IllegalArgumentException("The model in " + folder + " has the module " + name
                            + ", which is not known. Known are Transformer, Pooling and Normalize.");
                }
            }
        }

        private OptionalInt heads() {
            boolean fusible = config.path("model_type").asString("").equals("bert")
                    && config.path("hidden_act").asString("").equals("gelu")
                    && config.path("position_embedding_type")
                            .asString("absolute")
                            .equals("absolute")
                    && config.path("layer_norm_eps").asDouble(0) == 1e-12;
            int heads = config.path("num_attention_heads").asInt(0);
            return fusible && heads > 0 ? OptionalInt.of(heads) : OptionalInt.empty();
        }

        private JsonNode json(String name) throws IOException {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                return JSON.createObjectNode();
            }
            try {
                return JSON.readTree(Files.readAllBytes(file));
            } catch (JacksonException e) {
                throw new IllegalArgumentException(file + " is no valid JSON: " + e.getOriginalMessage(), e);
            }
        }
    }
}
