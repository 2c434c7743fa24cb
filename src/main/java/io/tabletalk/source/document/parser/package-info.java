/// What runs in the child process: Apache Tika, and the text made of what it says.
///
/// Start reading at [io.tabletalk.source.document.parser.ParserMain].
@org.jspecify.annotations.NullMarked
package io.tabletalk.source.document.parser;
