/// Speaks to a server over HTTP, as any other client would. Knows nothing of how the server is built.
@org.jspecify.annotations.NullMarked
package io.tabletalk.cli.client;
