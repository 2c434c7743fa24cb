/// The transport across processes: topics of Apache Kafka. The messages are described in `docs/messages.md`.
@org.jspecify.annotations.NullMarked
package io.tabletalk.pipeline.kafka;
