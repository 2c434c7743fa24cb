package io.tabletalk.index.chroma;

import io.tabletalk.index.DocumentUpdate;
import io.tabletalk.knowledge.DocumentKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The ids of records, made from what they stand for, so that writing again writes the same.
final class RecordIds {

    private static final int DOCUMENT_DIGITS = 32;
    private static final int VERSION_DIGITS = 16;

    private RecordIds() {}

    /// A passage of a version of a document.
    record PassageId(String document, String version, int ordinal) {

        static PassageId parse(String id) {
            String[] parts = id.split("-", 3);
            return new PassageId(parts[0], parts[1], Integer.parseInt(parts[2]));
        }

        @Override
        public String toString() {
            return document + "-" + version + "-" + ordinal;
        }
    }

    static String document(DocumentKey key) {
        return hash(key.source() + "\0" + key.key(), DOCUMENT_DIGITS);
    }

    /// Differs for each state of each document.
    static String version(DocumentUpdate.Replace update) {
        return hash(
                document(update.key()) + "\0" + update.position().order() + "\0" + update.contentHash(),
                VERSION_DIGITS);
    }

    private static String hash(String text, int digits) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, digits);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
