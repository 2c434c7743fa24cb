/// Measures the reading of a file by a real server, beside the embedding engine alone. `./tabletalk bench files` runs
/// it.
@org.jspecify.annotations.NullMarked
package io.tabletalk.ingest.bench;
