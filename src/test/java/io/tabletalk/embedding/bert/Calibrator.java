package io.tabletalk.embedding.bert;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.tabletalk.embedding.onnx.OnnxReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Measures the ranges of a model's dense inputs on text and writes the file of calibration. `scripts/calibrate` runs
/// it.
final class Calibrator {

    private static final int MAX_TOKENS = 256;
    private static final int SHORTEST = 20;

    private final BertWeights weights;
    private final Map<String, RangeMeasurement> measurements = new LinkedHashMap<>();

    private Calibrator(BertWeights weights) {
        this.weights = weights;
    }

    /// @param arguments the name of a model in the class path or a folder with model.onnx and tokenizer.json, the
    ///                  number of its heads, the file to write, and files and folders with text, each paragraph or
    /// line of which
    ///                  counts as one
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        boolean isFolder = Files.isDirectory(folder);
        byte[] model =
                isFolder ? Files.readAllBytes(folder.resolve("model.onnx")) : resource("/" + arguments[0] + ".onnx");
        byte[] tokenizer = isFolder
                ? Files.readAllBytes(folder.resolve("tokenizer.json"))
                : resource("/" + arguments[0] + "-tokenizer.json");
        int heads = Integer.parseInt(arguments[1]);
        Path file = Path.of(arguments[2]);
        List<String> texts = new ArrayList<>();
        for (String path : Arrays.asList(arguments).subList(3, arguments.length)) {
            texts.addAll(texts(Path.of(path)));
        }
        Calibrator calibrator = new Calibrator(BertWeights.of(new OnnxReader(ByteBuffer.wrap(model)), heads));
        calibrator.measure(texts, tokenizer);
        Files.write(file, calibrator.lines(folder.getFileName().toString(), texts.size()));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream resource = Calibrator.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException("Not in the class path: " + name);
            }
            return resource.readAllBytes();
        }
    }

    private static List<String> texts(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String separator = file.toString().endsWith(".md") ? "\n\\s*\n" : "\n";
                Stream.of(Files.readString(file).split(separator))
                        .filter(text -> text.length() >= SHORTEST)
                        .forEach(texts::add);
            }
            return texts;
        }
    }

    private void measure(List<String> texts, byte[] tokenizerJson) throws IOException, OrtException {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        BertGraph.observing(weights, new FloatArithmetic()).writeTo(graph);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(graph.toByteArray());
                HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(
                        new java.io.ByteArrayInputStream(tokenizerJson),
                        Map.of("padding", "false", "truncation", "true", "maxLength", "" + MAX_TOKENS))) {
            for (String text : texts) {
                observe(environment, session, tokenizer.encode(text).getIds());
            }
        }
    }

    private void observe(OrtEnvironment environment, OrtSession session, long[] ids) throws OrtException {
        long[] shape = {1, ids.length};
        long[] attention = new long[ids.length];
        Arrays.fill(attention, 1);
        try (OnnxTensor inputIds = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(attention), shape);
                OrtSession.Result result = session.run(Map.of("input_ids", inputIds, "attention_mask", mask))) {
            for (var output : result) {
                if (!output.getKey().equals(BertGraph.OUTPUT)) {
                    add(output.getKey(), (float[][][]) output.getValue().getValue());
                }
            }
        }
    }

    private void add(String name, float[][][] rows) {
        for (int i = 0; i < rows[0].length; i++) {
            float[] row = rows[0][i];
            measurements
                    .computeIfAbsent(name, unseen -> new RangeMeasurement(row.length))
                    .add(row, i == 0 || i == rows[0].length - 1);
        }
    }

    private List<String> lines(String model, int texts) {
        Map<String, String> lines = new TreeMap<>();
        measurements.forEach((name, measurement) -> lines.put(name, measurement.line(name, largestWeights(name))));
        List<String> file = new ArrayList<>();
        file.add("# " + model + ": ranges of the inputs of the dense layers, measured on " + texts + " texts.");
        file.add("# Written by scripts/calibrate; io.tabletalk.embedding.bert.Calibration says what the columns mean.");
        file.addAll(lines.values());
        return file;
    }

    private float[] largestWeights(String name) {
        for (int number = 0; number < weights.layers().size(); number++) {
            BertWeights.Layer layer = weights.layers().get(number);
            for (DenseInput input : DenseInput.values()) {
                if (name.equals(input.of(number))) {
                    return meets(layer, input).largestOfInputs();
                }
            }
        }
        throw new IllegalArgumentException("No layer takes " + name);
    }

    private static Dense meets(BertWeights.Layer layer, DenseInput input) {
        return switch (input) {
            case ATTENTION -> Dense.sideBySide(layer.query(), layer.key(), layer.value());
            case PROJECTION -> layer.attentionOutput();
            case INTERMEDIATE -> layer.intermediate();
            case OUTPUT -> layer.output();
        };
    }
}
