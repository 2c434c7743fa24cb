/// The transport inside one process: bounded queues that keep the order of each key.
@org.jspecify.annotations.NullMarked
package io.tabletalk.pipeline.local;
