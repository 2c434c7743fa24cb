/// Reads collections and views of MongoDB: nested fields by dotted path, cut by ranges of `_id`, typed values kept.
@org.jspecify.annotations.NullMarked
package io.tabletalk.source.mongo;
