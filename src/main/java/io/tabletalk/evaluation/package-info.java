/// Measures how well questions find their documents: a test collection goes through the same splitter, engine and index
/// as the sources of the server, into an index of its own.
@org.springframework.modulith.ApplicationModule(
        displayName = "Evaluation",
        allowedDependencies = {"knowledge", "embedding", "index", "index::lucene", "ingest::passages", "retrieval"})
@org.jspecify.annotations.NullMarked
package io.tabletalk.evaluation;
