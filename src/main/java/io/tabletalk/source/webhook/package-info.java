/// Takes documents that others send: signed, idempotent, stored before they are acknowledged, and read like any source.
@org.jspecify.annotations.NullMarked
package io.tabletalk.source.webhook;
