package io.tabletalk.source.webhook;

import io.tabletalk.source.KeptOut;
import io.tabletalk.source.SourceChanged;
import io.tabletalk.source.SourceDefinition;
import io.tabletalk.source.SourceNews;
import io.tabletalk.source.Sources;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The kind of source that others send to.
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    EventStore eventStore(JdbcClient database, TransactionTemplate transactions, KeptOut keptOut) {
        return new EventStore(database, transactions, keptOut);
    }

    @Bean
    WebhookSourceFactory webhookSources(EventStore store) {
        return new WebhookSourceFactory(store);
    }

    /// Has events read that were stored while nobody could read them: before a crash, or while the source was paused.
    @Component
    static class StoredEvents {

        private final Sources sources;
        private final ApplicationEventPublisher events;

        StoredEvents(Sources sources, ApplicationEventPublisher events) {
            this.sources = sources;
            this.events = events;
        }

        @EventListener(ApplicationReadyEvent.class)
        void readAfterStart() {
            sources.all().forEach(this::read);
        }

        @EventListener
        void readAfterChange(SourceChanged changed) {
            sources.find(changed.source()).ifPresent(this::read);
        }

        private void read(SourceDefinition source) {
            if (source.type().equals(WebhookSourceFactory.TYPE)
                    && !source.upkeep().paused()) {
                events.publishEvent(new SourceNews(source.id(), true));
            }
        }
    }
}
