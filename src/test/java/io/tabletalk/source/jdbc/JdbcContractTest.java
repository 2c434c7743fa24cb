package io.tabletalk.source.jdbc;

import io.tabletalk.source.SourceContractTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What every database read through JDBC makes of the table `bike (frame, number, name, notes, …)` with three rows,
/// whose key is `frame` and `number`.
abstract class JdbcContractTest extends SourceContractTest<JdbcSettings> {

    @Override
    protected Map<String, Object> settingsOfMissing() {
        Map<String, Object> missing = new HashMap<>(settings());
        missing.put("table", "boat");
        return missing;
    }

    @Override
    protected Set<String> expectedKeys() {
        return Set.of("A\\|B|1", "A|1", "A|2");
    }

    @Override
    protected List<String> expectedFields() {
        return List.of("frame", "number", "name");
    }

    @Override
    protected List<String> expectedKeyFields() {
        return List.of("frame", "number");
    }
}
