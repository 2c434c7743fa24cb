package io.tabletalk.index.lucene;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;

/// Lucene's default, with vectors compared as bytes while the graph is built and searched: a quarter of the memory. The
/// exact vectors stay on disk, and the scores of what was found are computed from them.
final class VectorCodec extends Lucene104Codec {

    /// Neighbours of a vector in the graph, and candidates while they are chosen: Lucene's defaults.
    private static final int NEIGHBOURS = 16;

    private static final int BEAM_WIDTH = 100;

    private static final int MERGE_THREADS = 1;

    /// A segment gets a graph when it has more vectors than this times the logarithm of their number: from about 5,000
    /// on. To compare a question with all vectors of a smaller one takes less than a millisecond, and the graph that is
    /// not built would be built again when the segment is merged.
    private static final int WORTH_A_GRAPH = 600;

    private final KnnVectorsFormat vectors = new Lucene104HnswScalarQuantizedVectorsFormat(
            ScalarEncoding.UNSIGNED_BYTE, NEIGHBOURS, BEAM_WIDTH, MERGE_THREADS, null, WORTH_A_GRAPH);

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
    }
}
