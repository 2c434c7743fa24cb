/// The dead letters in the state database.
@org.jspecify.annotations.NullMarked
package io.tabletalk.pipeline.sql;
