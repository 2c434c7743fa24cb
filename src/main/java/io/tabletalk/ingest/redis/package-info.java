/// How batches go on, on Redis, for every process to look at. What is decided and counted stays in the state database.
@org.jspecify.annotations.NullMarked
package io.tabletalk.ingest.redis;
