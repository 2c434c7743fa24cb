package io.tabletalk.source.file;

/// How a CSV file is written.
///
/// @param skipLines physical lines before the header, or before the first row when there is none
/// @param maxRows   the most rows to read
record CsvForm(char delimiter, boolean hasHeader, int skipLines, long maxRows) {}
