package io.tabletalk.ingest;

import io.tabletalk.pipeline.Topic;
import io.tabletalk.pipeline.Transport;
import java.util.function.Predicate;

/// Shows a test every message before it is published.
final class WatchedTransport extends ForwardingTransport {

    private final Predicate<Object> beforePublish;

    /// @param beforePublish whether to carry the message; otherwise it is accepted, and lost. May throw
    WatchedTransport(Transport transport, Predicate<Object> beforePublish) {
        super(transport);
        this.beforePublish = beforePublish;
    }

    @Override
    public <M> void publish(Topic<M> topic, M message) {
        if (beforePublish.test(message)) {
            super.publish(topic, message);
        }
    }
}
