package io.tabletalk.ingest;

import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Delivers every batch twice, and now and then forgets that it was handled and delivers it a third time.
final class DoublingTransport extends ForwardingTransport {

    private final Random random;

    DoublingTransport(Transport transport, Random random) {
        super(transport);
        this.random = random;
    }

    @Override
    public <M> Subscription subscribe(Topic<M> topic, SubscriptionSettings settings, Consumer<List<M>> handler) {
        return super.subscribe(topic, settings, batch -> {
            handler.accept(batch);
            handler.accept(batch);
            if (random.nextInt(20) == 0) {
                throw new IllegalStateException("The acknowledgement was lost.");
            }
        });
    }
}
