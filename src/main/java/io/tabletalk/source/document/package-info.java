/// Reads documents made for people (PDF, office files, web pages, books, e-mails) in a Java process of their own.
///
/// Such files are large formats with a long history of crashes, and anybody may have written them. So nothing of them
/// is looked at in the server: [io.tabletalk.source.document.DocumentParsers] hands a file's path to a child process
/// with little memory, no environment and a deadline, and takes back plain text, or the pixels of a page.
@org.jspecify.annotations.NullMarked
package io.tabletalk.source.document;
