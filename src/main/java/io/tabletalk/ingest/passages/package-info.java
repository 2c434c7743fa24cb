/// Cuts documents into passages that the embedding model reads whole.
@org.springframework.modulith.NamedInterface("passages")
@org.jspecify.annotations.NullMarked
package io.tabletalk.ingest.passages;
