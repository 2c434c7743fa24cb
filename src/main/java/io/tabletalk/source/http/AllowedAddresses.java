package io.tabletalk.source.http;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;

/// Decides which servers may be asked: those on the open network, and those that the configuration names. The others
/// (this machine, private networks, the metadata service of a cloud) often trust whoever reaches them, and whoever may
/// define a source must not reach them through this server.
record AllowedAddresses(List<String> named) {

    /// An address to ask, checked in its form only.
    ///
    /// @throws SourceException INVALID when it is no http or https address, or holds credentials
    static URI parse(String given) {
        URI uri;
        try {
            uri = new URI(given.strip());
        } catch (URISyntaxException e) {
            throw new SourceException(Kind.INVALID, "The URL is not valid: " + e.getReason() + ".");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") || uri.getHost() == null) {
            throw new SourceException(Kind.INVALID, "The URL is not of the form https://host/path.");
        }
        if (uri.getRawUserInfo() != null) {
            throw new SourceException(
                    Kind.INVALID,
                    "The URL holds a user name or password; give credentials as `headers` or `bearer_token`.");
        }
        return uri.getRawFragment() == null ? uri : URI.create(given.strip().replaceAll("#.*", ""));
    }

    /// Looks the host up and refuses an address that is not on the open network, unless the host is named. Java keeps
    /// what it looked up for 30 s, so the connection that follows goes to an address that was checked.
    ///
    /// @throws SourceException INVALID when it may not be asked, UNAVAILABLE when its name is not known
    void check(URI uri) {
        String host = uri.getHost();
        if (named.stream().anyMatch(name -> name.equals("*") || name.equalsIgnoreCase(host))) {
            return;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (isPrivate(address)) {
                    throw new SourceException(
                            Kind.INVALID,
                            "'" + host + "' lies on this machine or in a private network. To allow it, name it in"
                                    + " `tabletalk.http-source.allowed-hosts`.");
                }
            }
        } catch (UnknownHostException e) {
            throw new SourceException(Kind.UNAVAILABLE, "The host '" + host + "' is not known.", e);
        }
    }

    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean sharedOrReserved = bytes.length == 4
                && (first == 0
                        || first >= 240
                        || first == 100 && (second & 0xc0) == 64
                        || first == 198 && (second & 0xfe) == 18);
        boolean uniqueLocalOrTunnel = bytes.length == 16
                && ((first & 0xfe) == 0xfc || first == 0x20 && second == 0x02 || first == 0 && second == 0x64);
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || sharedOrReserved
                || uniqueLocalOrTunnel;
    }
}
