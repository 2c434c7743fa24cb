/// Change data capture: Debezium, embedded, as a stream of the keys of changed rows. Nothing of Debezium is loaded
/// before a live source is followed.
@org.jspecify.annotations.NullMarked
package io.tabletalk.source.cdc;
