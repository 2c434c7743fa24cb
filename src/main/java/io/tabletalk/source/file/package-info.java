/// Reads files and folders: CSV, JSON, JSON Lines, Markdown and plain text, below the folders that may be read.
///
/// Start reading at [io.tabletalk.source.file.FileSource]: it lists files and hands each to the
/// [io.tabletalk.source.file.FileFormat] that knows its form. Rows of any form become documents in
/// [io.tabletalk.source.file.RowDocuments]. Every file is read as a stream; nothing but one record is held at a time.
@org.jspecify.annotations.NullMarked
package io.tabletalk.source.file;
