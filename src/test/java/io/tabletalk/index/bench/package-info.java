/// Measures searching and building the index at sizes that no test collection has. `./tabletalk bench search` runs it.
@org.jspecify.annotations.NullMarked
package io.tabletalk.index.bench;
