/// The embedded index: Lucene on disk, with words and vectors in one.
@org.springframework.modulith.NamedInterface("lucene")
@org.jspecify.annotations.NullMarked
package io.tabletalk.index.lucene;
