/// The command line: `serve` starts the server, the other commands are its clients or run on their own.
@org.springframework.modulith.ApplicationModule(displayName = "Command line")
@org.jspecify.annotations.NullMarked
package io.tabletalk.cli;
