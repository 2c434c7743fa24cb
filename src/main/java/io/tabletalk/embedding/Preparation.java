package io.tabletalk.embedding;

import io.tabletalk.embedding.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes the graph that runs from published weights, once.
///
/// @param directory where it is kept from one start to the next
/// @param name      of the result; names the weights and how they were prepared
record Preparation(Path directory, String name) {

    /// Gives the published model as a file, which is the scratch file when there is no other.
    interface Published {
        Path file(Path scratch) throws IOException;
    }

    /// Makes the graph that runs.
    interface Graph {
        OnnxWriter of(ByteBuffer published) throws IOException;
    }

    /// The file of the prepared model.
    Path of(Published published, Graph graph) throws IOException {
        Path prepared = directory.resolve(name + ".onnx");
        if (!Files.exists(prepared)) {
            prepare(published, graph, prepared);
        }
        return prepared;
    }

    private void prepare(Published published, Graph graph, Path prepared) throws IOException {
        Path scratch = directory.resolve(name + ".published");
        try (FileChannel file = FileChannel.open(published.file(scratch))) {
            ByteBuffer weights = file.map(MapMode.READ_ONLY, 0, file.size()); // takes no heap
            AtomicFile.write(prepared, graph.of(weights)::writeTo);
        } finally {
            Files.deleteIfExists(scratch);
        }
    }
}
