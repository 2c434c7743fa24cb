package io.tabletalk.source.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Checks who has sent a delivery, and when, in the form of the Standard Webhooks specification: `webhook-signature` is
/// one or more of `v1,` and Base64 of HMAC-SHA256 over `webhook-id`, `webhook-timestamp` and the body, joined by dots.
final class Signature {

    /// How far the clocks of both sides may differ, and how long a delivery that was overheard can be sent again.
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final String VERSION = "v1,";
    private static final String ENCODED = "whsec_";
    private static final int SHORTEST_SECRET = 24;
    private static final String ALGORITHM = "HmacSHA256";

    private final List<byte[]> secrets;

    /// @param secrets any one of them may have signed
    /// @throws SourceException INVALID when one is too short to be safe, or not of its form
    Signature(List<Secret> secrets) {
        this.secrets = secrets.stream().map(Signature::bytes).toList();
    }

    /// @param time       seconds since the epoch
    /// @param signatures as the header has them, separated by blanks
    boolean isRight(String id, String time, byte[] body, String signatures, Instant now) {
        return isTimely(time, now)
                && secrets.stream().anyMatch(secret -> isAmong(signatures, sign(secret, id, time, body)));
    }

    /// The header's value for a delivery.
    static String of(Secret secret, String id, String time, byte[] body) {
        return VERSION + Base64.getEncoder().encodeToString(sign(bytes(secret), id, time, body));
    }

    private static boolean isTimely(String time, Instant now) {
        try {
            long seconds = Math.absExact(Math.subtractExact(Long.parseLong(time), now.getEpochSecond()));
            return seconds <= TOLERANCE.toSeconds();
        } catch (ArithmeticException | NumberFormatException e) {
            return false;
        }
    }

    /// Takes as long for a wrong signature as for a right one.
    private static boolean isAmong(String signatures, byte[] wanted) {
        boolean found = false;
        for (String signature : signatures.split(" ")) {
            if (signature.startsWith(VERSION)) {
                found |= MessageDigest.isEqual(decoded(signature.substring(VERSION.length())), wanted);
            }
        }
        return found;
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0]; // equals no signature
        }
    }

    private static byte[] sign(byte[] secret, String id, String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update((id + "." + time + ".").getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(Secret secret) {
        String text = secret.reveal();
        if (text.startsWith(ENCODED)) {
            byte[] decoded = decoded(text.substring(ENCODED.length()));
            if (decoded.length < SHORTEST_SECRET) {
                throw tooShort();
            }
            return decoded;
        }
        if (text.length() < SHORTEST_SECRET) {
            throw tooShort();
        }
        return text.getBytes(UTF_8);
    }

    private static SourceException tooShort() {
        return new SourceException(
                Kind.INVALID,
                "The secret of a webhook needs " + SHORTEST_SECRET + " characters or more, or whsec_ and Base64 of "
                        + SHORTEST_SECRET + " bytes or more.");
    }
}
