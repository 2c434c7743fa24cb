package io.tabletalk.ingest;

import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.kafka.Transports;

/// All that ingestion promises, with Kafka carrying the messages.
class IngestionOnKafkaIT extends IngestionIT {

    @Override
    IngestFixture.Interference interference() {
        Transport kafka = Transports.create();
        return new IngestFixture.Interference(local -> kafka, same -> same, same -> same, same -> same);
    }
}
