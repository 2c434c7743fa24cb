package io.tabletalk.live;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Compares every row of the table with what the index holds, and every document of the index with the table.
final class Audit {

    private static final int PAGE = 500;

    private final Server server;
    private final ChangingTable table;

    Audit(Server server, ChangingTable table) {
        this.server = server;
        this.table = table;
    }

    /// @param rows     compared
    /// @param missing  rows that the index does not hold
    /// @param stale    rows that it holds otherwise
    /// @param orphaned documents without a row
    record Drift(int rows, int missing, int stale, int orphaned) {
        int total() {
            return missing + stale + orphaned;
        }
    }

    Drift run() throws Exception {
        Map<String, ChangingTable.Row> rows = table.rows();
        Set<String> held = keys();
        int missing = 0;
        int stale = 0;
        for (Map.Entry<String, ChangingTable.Row> row : rows.entrySet()) {
            if (!held.remove(row.getKey())) {
                missing++;
            } else if (!isEqual(row.getKey(), row.getValue())) {
                stale++;
            }
        }
        return new Drift(rows.size(), missing, stale, held.size());
    }

    private Set<String> keys() throws InterruptedException {
        Set<String> keys = new TreeSet<>();
        String path = "/api/sources/" + Server.SOURCE + "/documents?limit=" + PAGE;
        JsonNode page = server.get(path).body();
        page.get("documents").forEach(document -> keys.add(document.get("key").asString()));
        while (!page.get("next").isNull()) {
            page = server.get(path + "&after=" + page.get("next").asString()).body();
            page.get("documents")
                    .forEach(document -> keys.add(document.get("key").asString()));
        }
        return keys;
    }

    private boolean isEqual(String key, ChangingTable.Row row) throws InterruptedException {
        JsonNode document = server.get("/api/sources/" + Server.SOURCE + "/document?key=" + key)
                .body();
        return document.get("passages").size() == 1
                && document.at("/passages/0/text").asString().equals("body: " + row.body())
                && document.get("title").asString().equals(row.title())
                && document.at("/metadata/price").asDouble() == Double.parseDouble(row.price());
    }
}
