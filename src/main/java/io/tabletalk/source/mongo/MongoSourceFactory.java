package io.tabletalk.source.mongo;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.ChangeFeed;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceFactory;
import io.tabletalk.source.cdc.ChangesTopic;
import io.tabletalk.source.cdc.TopicFeed;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Kind `mongodb`.
@Component
class MongoSourceFactory implements SourceFactory<MongoSettings> {

    /// A minute or two of embedding: small enough to repeat after a failure, large enough that planning does not show.
    private static final int DOCUMENTS_PER_SPLIT = 5_000;

    private static final int LONGEST_NAME = 55;

    private final int documentsPerSplit;

    MongoSourceFactory() {
        this(DOCUMENTS_PER_SPLIT);
    }

    MongoSourceFactory(int documentsPerSplit) {
        this.documentsPerSplit = documentsPerSplit;
    }

    @Override
    public String type() {
        return "mongodb";
    }

    @Override
    public Class<MongoSettings> settingsType() {
        return MongoSettings.class;
    }

    /// Database and collection by name, and a few digits for what else tells two apart.
    @Override
    public SourceId defaultId(MongoSettings settings) {
        MongoAddress address = MongoAddress.of(settings);
        int rest = Objects.hash(address.hosts(), address.database(), address.collection());
        String name = SourceId.slug("mongodb-" + address.database() + "-" + address.collection())
                .value();
        return SourceId.slug(name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-%08x".formatted(rest));
    }

    @Override
    public Set<String> changeableWithStoredCredentials() {
        return Set.of("collection", "fields", "text_fields", "title_field", "cursor_field", "live");
    }

    @Override
    public Optional<String> tableSetting() {
        return Optional.of("collection");
    }

    @Override
    public Optional<ChangeFeed> feed(SourceId id, MongoSettings settings) {
        ChangesTopic topic = settings.changes();
        if (topic != null) {
            return Optional.of(
                    new TopicFeed(topic, new MongoChangeReader(id, MongoAddress.of(settings), new Layout(settings))));
        }
        return settings.isLive()
                ? Optional.of(new MongoFeed(id, MongoAddress.of(settings), new Layout(settings)))
                : Optional.empty();
    }

    @Override
    public Source open(SourceId id, MongoSettings settings) {
        return new MongoSource(id, MongoAddress.of(settings), new Layout(settings), documentsPerSplit);
    }
}
