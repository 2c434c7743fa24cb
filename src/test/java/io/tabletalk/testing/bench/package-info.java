/// What measurements of several parts have in common.
@org.jspecify.annotations.NullMarked
package io.tabletalk.testing.bench;
