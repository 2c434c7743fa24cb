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

    private final KnnVectorsFormat vectors =
            new Lucene104HnswScalarQuantizedVectorsFormat(ScalarEncoding.UNSIGNED_BYTE, NEIGHBOURS, BEAM_WIDTH);

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return vectors;
    }
}
