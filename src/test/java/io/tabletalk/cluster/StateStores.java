package io.tabletalk.cluster;

import io.tabletalk.ingest.BatchStatusStore;
import io.tabletalk.ingest.sql.SqlBatchStatusStore;
import io.tabletalk.pipeline.DeadLetters;
import io.tabletalk.pipeline.sql.SqlDeadLetters;
import io.tabletalk.testing.StateDatabase;
import java.time.InstantSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The stores of a cluster, as its processes see them.
final class StateStores {

    private StateStores() {}

    static BatchStatusStore batches(StateDatabase state) {
        return new SqlBatchStatusStore(
                state.client(),
                new NamedParameterJdbcTemplate(state.dataSource()),
                state.transactions(),
                JsonMapper.builder().build(),
                InstantSource.system());
    }

    static DeadLetters deadLetters(StateDatabase state) {
        return new SqlDeadLetters(
                state.client(), new NamedParameterJdbcTemplate(state.dataSource()), state.transactions());
    }
}
