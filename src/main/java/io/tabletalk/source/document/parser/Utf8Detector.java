package io.tabletalk.source.document.parser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/// Takes for UTF-8 what is UTF-8 without a fault. Text in another encoding that has any letter beyond ASCII hardly ever
/// is, while detectors that count letters take long English texts with one late accent for Latin-1.
final class Utf8Detector implements EncodingDetector {

    private static final long serialVersionUID = 1L;
    private static final int LOOKED_AT = 4 * 1024 * 1024;

    @Override
    public @Nullable Charset detect(@Nullable InputStream input, Metadata metadata) throws IOException {
        if (input == null) {
            return null;
        }
        input.mark(LOOKED_AT);
        try {
            return isUtf8(input.readNBytes(LOOKED_AT)) ? StandardCharsets.UTF_8 : null;
        } finally {
            input.reset();
        }
    }

    /// A character that was cut off by the end of what is looked at is no fault.
    private static boolean isUtf8(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(16 * 1024);
        while (true) {
            var result = decoder.decode(in, out, false);
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true;
            }
            out.clear();
        }
    }
}
