package io.tabletalk.source.file;

import java.util.Map;

/// One record of a file of records, before it becomes a document.
sealed interface Row {

    /// Which record of the file it is, 1-based: what a spreadsheet shows as the row, the header being row 1.
    long number();

    /// Where it stands, for a person, without the file: `line 17`.
    String place();

    /// A record that was understood.
    ///
    /// @param values what it holds, by field, in the file's order: `String`, `Long`, `BigInteger`, `BigDecimal`,
    ///               `Boolean`, or a `List` of them; no nulls
    record Values(long number, String place, Map<String, Object> values) implements Row {}

    /// Everything from one place on: where the next record begins cannot be told, nor how many there are.
    record Rest(long number, String place, String reason) implements Row {}

    /// A record that was not understood.
    record Broken(long number, String place, String reason, String excerpt) implements Row {}
}
