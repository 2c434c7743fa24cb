package io.tabletalk.live;

import java.util.Map;

/// Writes, and searches at once for what was written, at least as current as the write.
final class AtLeast {

    private final Server server;
    private final ChangingTable table;

    AtLeast(Server server, ChangingTable table) {
        this.server = server;
        this.table = table;
    }

    Map<String, Object> tryOften(int tries) throws Exception {
        int seen = 0;
        double[] milliseconds = new double[tries];
        for (int i = 0; i < tries; i++) {
            ChangingTable.Change change = table.change();
            long began = System.nanoTime();
            Server.Answer answer = server.search("Revision " + change.revision(), table.position());
            milliseconds[i] = (System.nanoTime() - began) / 1e6;
            if (answer.status() == 200 && isRight(change)) {
                seen++;
            }
        }
        java.util.Arrays.sort(milliseconds);
        return Map.of(
                "tries",
                tries,
                "seen",
                seen,
                "p50_ms",
                Latencies.quantile(milliseconds, 0.5),
                "p95_ms",
                Latencies.quantile(milliseconds, 0.95));
    }

    private boolean isRight(ChangingTable.Change change) throws InterruptedException {
        Server.Answer document = server.get("/api/sources/" + Server.SOURCE + "/document?key=" + change.id());
        return change.deleted()
                ? document.status() == 404
                : document.body()
                        .at("/passages/0/text")
                        .asString()
                        .startsWith("body: Revision " + change.revision() + " ");
    }
}
