/// Starts the server inside this process, and knows of one that runs in another.
@org.jspecify.annotations.NullMarked
package io.tabletalk.cli.server;
