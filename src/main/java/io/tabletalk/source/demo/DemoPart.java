package io.tabletalk.source.demo;

import io.tabletalk.source.SourceException;
import io.tabletalk.source.SourceException.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A part of the sample data; each is read as one split.
enum DemoPart {
    BICYCLES,
    MEMBERS,
    REPAIRS,
    DOCUMENTS;

    /// The papers, as files below `documents/`.
    static final List<String> PAPERS = List.of(
            "frequently-asked-questions.md",
            "incident-report-redwing.md",
            "minutes-2025-06-12.md",
            "returns-and-deposits-policy.md",
            "riders-handbook.md",
            "stations.md",
            "workshop-guide.md");

    /// The name in settings, splits, keys and metadata.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isTable() {
        return this != DOCUMENTS;
    }

    /// @throws SourceException INVALID when there is no such part
    static DemoPart named(String label) {
        return Arrays.stream(values())
                .filter(part -> part.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new SourceException(
                        Kind.INVALID,
                        "The sample data has no table '" + label + "'. It has "
                                + Arrays.stream(values()).map(DemoPart::label).collect(Collectors.joining(", "))
                                + "."));
    }
}
