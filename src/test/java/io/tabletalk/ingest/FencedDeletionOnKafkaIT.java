package io.tabletalk.ingest;

import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.kafka.Transports;

/// The same, with Kafka carrying the messages.
class FencedDeletionOnKafkaIT extends FencedDeletionIT {

    @Override
    IngestFixture.Interference interference() {
        Transport kafka = Transports.create();
        return new IngestFixture.Interference(local -> kafka, same -> same, same -> same, same -> same);
    }
}
