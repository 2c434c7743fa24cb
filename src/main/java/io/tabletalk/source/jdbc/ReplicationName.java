package io.tabletalk.source.jdbc;

import io.tabletalk.knowledge.SourceId;

/// Names the replication slot and the publication of a source: `tabletalk_orders_5f3a09c1`.
final class ReplicationName {

    private static final int LONGEST = 63;

    private ReplicationName() {}

    /// The source's name as far as PostgreSQL allows it, and a few digits that keep apart what becomes the same.
    static String of(SourceId source) {
        String digits = "_%08x".formatted(source.value().hashCode());
        String plain = "tabletalk_" + source.value().replaceAll("[^a-z0-9_]", "_");
        return plain.substring(0, Math.min(plain.length(), LONGEST - digits.length())) + digits;
    }
}
