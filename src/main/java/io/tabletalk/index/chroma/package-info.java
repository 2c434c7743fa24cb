/// The index on a Chroma server: passages and documents in two collections, found by vectors and by rare words.
@org.jspecify.annotations.NullMarked
package io.tabletalk.index.chroma;
