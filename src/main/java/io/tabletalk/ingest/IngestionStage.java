package io.tabletalk.ingest;

import io.tabletalk.ingest.IngestionMessage.PlanBatch;
import io.tabletalk.ingest.IngestionMessage.ReadSplit;
import io.tabletalk.pipeline.DeadLetter;
import io.tabletalk.pipeline.Stage;
import io.tabletalk.pipeline.Topic;
import java.util.List;

/// Does the work on batches and parts that comes by one topic: plan, read.
final class IngestionStage implements Stage<IngestionMessage> {

    private final String name;
    private final Topic<IngestionMessage> topic;
    private final BatchPlanner planner;
    private final SplitReader reader;
    private final BatchStatusStore store;
    private final BatchCoordinator coordinator;

    IngestionStage(
            String name,
            Topic<IngestionMessage> topic,
            BatchPlanner planner,
            SplitReader reader,
            BatchStatusStore store,
            BatchCoordinator coordinator) {
        this.name = name;
        this.topic = topic;
        this.planner = planner;
        this.reader = reader;
        this.store = store;
        this.coordinator = coordinator;
    }

    /// The same work, taken from another topic.
    IngestionStage on(String otherName, Topic<IngestionMessage> otherTopic) {
        return new IngestionStage(otherName, otherTopic, planner, reader, store, coordinator);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Topic<IngestionMessage> topic() {
        return topic;
    }

    @Override
    public void handle(List<IngestionMessage> batch) {
        for (IngestionMessage message : batch) {
            switch (message) {
                case PlanBatch plan -> planner.plan(plan);
                case ReadSplit read -> reader.read(read);
            }
            coordinator.advance(message.batch());
        }
    }

    @Override
    public Subject subject(IngestionMessage message) {
        String source = message.source().value();
        return switch (message) {
            case PlanBatch plan -> new Subject(source, plan.batch(), BatchPlanner.NAME, BatchPlanner.NAME);
            case ReadSplit read ->
                new Subject(
                        source,
                        read.batch(),
                        SplitReader.NAME,
                        SplitReader.partName(read.split().number()));
        };
    }

    @Override
    public void failed(IngestionMessage message, DeadLetter letter) {
        switch (message) {
            case PlanBatch plan -> store.planFailed(plan.batch(), letter.reason());
            case ReadSplit read ->
                store.readingFailed(read.batch(), read.split().number(), letter.reason());
        }
        coordinator.advance(message.batch());
    }
}
