package io.tabletalk.embedding.bert;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;

/// The step of the build that makes the model that is shipped: eight bits, a quarter of the published weights, which
/// are needed in the class path here and nowhere else.
final class PrepareModel {

    private static final int HEADS = 12;

    private PrepareModel() {}

    /// Writes `int8.onnx` and `tokenizer.json`; nothing when it has already made them from the same.
    ///
    /// @param arguments the name of the model, the folder to write to, and the file that remembers from what
    public static void main(String[] arguments) throws IOException {
        String model = arguments[0];
        Path folder = Path.of(arguments[1]);
        byte[] calibration = read("/models/" + model + "/calibration.txt");
        String identity = identity(calibration, resource("/" + model + ".onnx"));
        Path prepared = Path.of(arguments[2]);
        if (Files.exists(prepared) && Files.readString(prepared).equals(identity)) {
            return;
        }
        Files.createDirectories(folder);
        Files.deleteIfExists(prepared);
        writeModel(model, folder.resolve("int8.onnx"));
        try (InputStream tokenizer = resource("/" + model + "-tokenizer.json").openStream()) {
            Files.copy(tokenizer, folder.resolve("tokenizer.json"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(prepared, identity);
    }

    private static void writeModel(String model, Path file) throws IOException {
        ByteBuffer published = ByteBuffer.wrap(read("/" + model + ".onnx"));
        try (InputStream calibration =
                        resource("/models/" + model + "/calibration.txt").openStream();
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            PreparedModels.int8(published, HEADS, calibration).writeTo(out);
        }
    }

    private static String identity(byte[] calibration, URL published) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(calibration);
        return "version %d, calibration %x, %s%n".formatted(PreparedModels.VERSION, checksum.getValue(), published);
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream resource = resource(name).openStream()) {
            return resource.readAllBytes();
        }
    }

    private static URL resource(String name) throws IOException {
        URL resource = PrepareModel.class.getResource(name);
        if (resource == null) {
            throw new IOException("Not in the class path: " + name);
        }
        return resource;
    }
}
