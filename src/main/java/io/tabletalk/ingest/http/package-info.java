/// Ingestion over HTTP.
@org.jspecify.annotations.NullMarked
package io.tabletalk.ingest.http;
