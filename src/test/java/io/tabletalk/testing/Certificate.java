package io.tabletalk.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A new certificate of a server at 127.0.0.1, which vouches for itself, and its key: as files, and as Java takes them.
///
/// @param pem     the certificate
/// @param key     of the certificate, as PEM
/// @param context for a server
public record Certificate(Path pem, Path key, SSLContext context) {

    private static final char[] PASSWORD = "of-a-test".toCharArray();
    private static final String ALIAS = "server";

    /// @param directory where the files are written
    public static Certificate create(Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve("store.p12");
        keytool(file, "-genkeypair", "-keyalg", "EC", "-dname", "CN=test", "-ext", "SAN=ip:127.0.0.1");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stored = Files.newInputStream(file)) {
            store.load(stored, PASSWORD);
        }
        Path pem = directory.resolve("certificate.pem");
        Files.writeString(pem, pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded()));
        Key secret = store.getKey(ALIAS, PASSWORD);
        Path key = directory.resolve("key.pem");
        Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));
        return new Certificate(pem, key, context(store));
    }

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static String pem(String what, byte[] content) {
        String encoded = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + encoded + "\n-----END " + what + "-----\n";
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        keytool.command().addAll(Arrays.asList(arguments));
        keytool.command().addAll(Arrays.asList("-storetype", "PKCS12", "-alias", ALIAS));
        keytool.command().addAll(Arrays.asList("-keystore", store.toString(), "-storepass", new String(PASSWORD)));
        if (keytool.inheritIO().start().waitFor() != 0) {
            throw new IOException("keytool has made no certificate.");
        }
    }
}
