/// Batches and their counts in the state database.
@org.jspecify.annotations.NullMarked
package io.tabletalk.ingest.sql;
