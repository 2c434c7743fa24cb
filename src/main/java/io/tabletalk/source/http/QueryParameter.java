package io.tabletalk.source.http;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Sets a parameter in the query of an address.
final class QueryParameter {

    private QueryParameter() {}

    /// The address with the parameter, which replaces one of the same name.
    static URI set(URI uri, String name, String value) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
        List<String> parameters = new ArrayList<>();
        if (uri.getRawQuery() != null && !uri.getRawQuery().isEmpty()) {
            Arrays.stream(uri.getRawQuery().split("&"))
                    .filter(parameter -> !parameter.equals(encoded) && !parameter.startsWith(encoded + "="))
                    .forEach(parameters::add);
        }
        parameters.add(encoded + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        String whole = uri.toString();
        int end = whole.indexOf('?') < 0 ? whole.length() : whole.indexOf('?');
        return URI.create(whole.substring(0, end) + "?" + String.join("&", parameters));
    }
}
