package io.tabletalk.chat.model;

import java.net.URI;
import java.util.List;

/// Addresses of model servers as people write them, brought to one form.
final class Endpoints {

    /// What people copy along from documentation; the library appends it itself.
    private static final List<String> TAILS =
            List.of("/chat/completions", "/messages", "/api/generate", "/api/chat", "/api", "/");

    private Endpoints() {}

    /// The base address of a provider: without a trailing slash or the path of a single operation, and with the
    /// provider's usual path when none is given.
    ///
    /// @throws IllegalArgumentException when it is no http or https address, or carries credentials
    static URI base(Provider provider, String endpoint) {
        URI address = parse(endpoint.strip());
        String path = address.getPath() == null ? "" : address.getPath();
        for (String tail : TAILS) {
            path = path.endsWith(tail) ? path.substring(0, path.length() - tail.length()) : path;
        }
        String base = path.isEmpty() ? provider.basePath() : path;
        return URI.create(address.getScheme() + "://" + address.getRawAuthority() + base);
    }

    /// Does the address name this machine, without asking a name server? A name that resolves to it now may resolve to
    /// another machine on the next request.
    static boolean isLoopback(URI endpoint) {
        String host = endpoint.getHost();
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static URI parse(String endpoint) {
        URI address;
        try {
            address = URI.create(endpoint);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The endpoint is not a valid address.", e);
        }
        String scheme = address.getScheme();
        if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new IllegalArgumentException("The endpoint must be an http:// or https:// address.");
        }
        if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException("The endpoint must not hold credentials, a query or a fragment.");
        }
        return address;
    }
}
