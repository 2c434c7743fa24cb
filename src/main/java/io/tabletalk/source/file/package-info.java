/// Reads files and folders: CSV, JSON, JSON Lines, Markdown, plain text and documents, below the folders that may be
/// read.
///
/// Start reading at [io.tabletalk.source.file.FileSource]: it lists files and hands each to the
/// [io.tabletalk.source.file.FileFormat] that knows its form. Rows of any form become documents in
/// [io.tabletalk.source.file.RowDocuments]. Every file is read as a stream, nothing but
/// one record being held at a time, except documents, whose text is bounded.
@org.jspecify.annotations.NullMarked
package io.tabletalk.source.file;
