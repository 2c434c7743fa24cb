package io.tabletalk.source.http;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/// The pages of an endpoint, one after the other. Ends with the last page or with an exception, never early: records
/// that were not met would be taken for deleted. For one thread.
final class Pages {

    private static final Pattern NEXT_LINK = Pattern.compile(
            "<([^<>]*)>\\s*((?:;[^,<>]*)*?;\\s*rel\\s*=\\s*(?:\"[^\"]*\\bnext\\b[^\"]*\"|next\\b))",
            Pattern.CASE_INSENSITIVE);

    private final ApiClient client;
    private final Pagination pagination;
    private final JsonPointer records;
    private final int maxPages;
    private final Set<String> visited = new HashSet<>();
    private @Nullable URI next;
    private String previous = "";
    private long position;

    /// @param first the first page, without the parameters of paging
    Pages(ApiClient client, HttpSettings settings, URI first, int maxPages) {
        this.client = client;
        this.pagination = settings.pages();
        this.records = pointer(settings.records());
        this.maxPages = maxPages;
        this.position = pagination.first();
        this.next = first(first);
    }

    /// @throws SourceException INVALID when the text is no JSON pointer
    static JsonPointer pointer(@Nullable String text) {
        String stripped = text == null ? "" : text.strip();
        try {
            return JsonPointer.compile(stripped);
        } catch (IllegalArgumentException e) {
            throw new SourceException(
                    Kind.INVALID, "'" + stripped + "' is no JSON pointer; one looks like /data/items.", e);
        }
    }

    private URI first(URI url) {
        URI first = url;
        if (pagination.sizeParameter() != null) {
            first = QueryParameter.set(first, pagination.sizeParameter(), Integer.toString(pagination.pageSize()));
        }
        return isNumbered() ? numbered(first) : first;
    }

    private boolean isNumbered() {
        return pagination.kind() == Pagination.Kind.PAGE || pagination.kind() == Pagination.Kind.OFFSET;
    }

    private URI numbered(URI uri) {
        return QueryParameter.set(uri, pagination.parameterName(), Long.toString(position));
    }

    /// The records of the next page, or null after the last.
    @Nullable
    List<JsonNode> next() {
        URI uri = next;
        if (uri == null) {
            return null;
        }
        requireProgress(uri);
        Answer answer = client.get(uri);
        List<JsonNode> page = records(answer.body());
        requireNewContent(answer, page);
        next = following(uri, answer, page);
        return page;
    }

    private void requireProgress(URI uri) {
        if (!visited.add(uri.toString())) {
            throw new SourceException(Kind.INVALID, "The pages of the API go round in a circle.");
        }
        if (visited.size() > maxPages) {
            throw new SourceException(
                    Kind.INVALID,
                    "The API has more than " + maxPages
                            + " pages, the most that `tabletalk.http-source.max-pages` allows.");
        }
    }

    private void requireNewContent(Answer answer, List<JsonNode> page) {
        if (!page.isEmpty() && isNumbered() && answer.fingerprint().equals(previous)) {
            throw new SourceException(
                    Kind.INVALID,
                    "The API gives the same page again: it seems not to know the parameter '"
                            + pagination.parameterName() + "'.");
        }
        previous = answer.fingerprint();
    }

    private List<JsonNode> records(JsonNode body) {
        JsonNode found = body.at(records);
        if (found.isMissingNode()) {
            throw new SourceException(
                    Kind.INVALID, "The answer has nothing at '" + records + "', where the records should be.");
        }
        if (found.isNull()) {
            return List.of();
        }
        if (!found.isArray()) {
            return List.of(found);
        }
        List<JsonNode> page = new ArrayList<>();
        found.forEach(page::add);
        return page;
    }

    private @Nullable URI following(URI uri, Answer answer, List<JsonNode> page) {
        return switch (pagination.kind()) {
            case NONE -> null;
            case PAGE -> advance(uri, page, 1);
            case OFFSET -> advance(uri, page, page.size());
            case CURSOR -> cursor(uri, answer.body()).orElse(null);
            case LINK -> link(answer.link()).map(target -> resolve(uri, target)).orElse(null);
        };
    }

    private @Nullable URI advance(URI uri, List<JsonNode> page, int step) {
        position += step;
        return page.isEmpty() ? null : numbered(uri);
    }

    private Optional<URI> cursor(URI uri, JsonNode body) {
        JsonNode cursor = body.at(pointer(pagination.pointer()));
        if (!cursor.isValueNode()
                || cursor.isNull()
                || cursor.isBoolean()
                || cursor.asString().isEmpty()) {
            return Optional.empty();
        }
        String value = cursor.asString();
        boolean path = (value.startsWith("/") || value.startsWith("?"))
                && pagination.parameter() == null; // a cursor in Base64 may begin so, too
        boolean address = value.startsWith("http://") || value.startsWith("https://") || path;
        return Optional.of(address ? resolve(uri, value) : QueryParameter.set(uri, pagination.parameterName(), value));
    }

    private URI resolve(URI base, String target) {
        try {
            URI resolved = AllowedAddresses.parse(
                    target.startsWith("?")
                            ? withQuery(base, target)
                            : base.resolve(target).toString());
            client.requireSameOrigin(resolved);
            return resolved;
        } catch (IllegalArgumentException e) {
            throw new SourceException(Kind.INVALID, "The address of the next page is not valid.", e);
        }
    }

    /// [URI#resolve] leaves the last part of the path out when there is only a query, unlike RFC 3986.
    private static String withQuery(URI base, String query) {
        return base.getScheme() + "://" + base.getRawAuthority() + base.getRawPath() + query;
    }

    /// The target of the link to the next page.
    static Optional<String> link(String header) {
        Matcher matcher = NEXT_LINK.matcher(header);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
