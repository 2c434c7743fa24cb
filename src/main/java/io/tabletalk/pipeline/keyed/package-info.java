/// Work in one process, whichever transport brings it: a queue that keeps the order of each key, and the threads that
/// take batches from it.
@org.jspecify.annotations.NullMarked
package io.tabletalk.pipeline.keyed;
