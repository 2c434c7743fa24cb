/// Reads records from HTTP APIs that answer with JSON, page by page.
///
/// Start reading at [io.tabletalk.source.http.HttpSource]; [io.tabletalk.source.http.ApiClient] is the one place that
/// sends requests.
@org.jspecify.annotations.NullMarked
package io.tabletalk.source.http;
