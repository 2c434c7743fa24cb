/// Follows a table of a real PostgreSQL with the real server while it changes, is killed and starts again, and audits
/// what the index holds at the end: `scripts/live-run`.
@org.jspecify.annotations.NullMarked
package io.tabletalk.live;
