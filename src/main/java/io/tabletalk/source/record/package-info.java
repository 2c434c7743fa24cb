/// Makes documents of JSON records, wherever they come from.
@org.jspecify.annotations.NullMarked
package io.tabletalk.source.record;
