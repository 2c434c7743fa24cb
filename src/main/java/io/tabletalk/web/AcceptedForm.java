package io.tabletalk.web;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/// Reads from an `Accept` header whether a person's browser is asking. A browser names `text/html`; programs name JSON,
/// anything, or nothing.
final class AcceptedForm {

    private AcceptedForm() {}

    static boolean isHtmlPreferred(@Nullable String accept) {
        List<MediaType> types = parse(accept);
        double html = quality(types, type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML));
        double json = quality(types, type -> type.includes(MediaType.APPLICATION_JSON) && !type.isWildcardType());
        double anything = quality(types, MediaType::isWildcardType);
        return html > 0 && html >= anything && html > json;
    }

    private static double quality(List<MediaType> types, Predicate<MediaType> wanted) {
        return types.stream()
                .filter(wanted)
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }

    private static List<MediaType> parse(@Nullable String accept) {
        try {
            return MediaType.parseMediaTypes(accept);
        } catch (InvalidMediaTypeException e) {
            return List.of(); // no browser sends that: the JSON form suits any program
        }
    }
}
