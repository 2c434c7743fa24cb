package io.tabletalk.pipeline.kafka;

import io.tabletalk.pipeline.Transport;
import io.tabletalk.pipeline.TransportContractTest;

class KafkaTransportContractIT extends TransportContractTest {

    @Override
    protected Transport open() {
        return Transports.with(CAPACITY);
    }
}
