/// Cuts documents into passages that the embedding model reads whole.
@org.jspecify.annotations.NullMarked
package io.tabletalk.ingest.passages;
