package io.tabletalk.ingest;

import io.tabletalk.pipeline.StageRunner;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/// Runs the stages of this process's roles while the application runs. They stop before anything they use is closed.
final class IngestPipeline implements SmartLifecycle {

    private final StageRunner runner;
    private final List<RoleStages> stages;
    private final BatchCoordinator coordinator;
    private final boolean recovers;
    private volatile boolean running;

    /// @param recovers whether this process sees to batches that are unfinished
    /// @param stages   of each role, after those of the roles that it publishes to, so that it finds them there
    IngestPipeline(StageRunner runner, List<RoleStages> stages, BatchCoordinator coordinator, boolean recovers) {
        this.runner = runner;
        this.stages = List.copyOf(stages);
        this.coordinator = coordinator;
        this.recovers = recovers;
    }

    @Override
    public void start() {
        stages.forEach(role -> role.stages().forEach(stage -> stage.run(runner)));
        running = true;
        if (recovers) {
            coordinator.recover();
        }
    }

    @Override
    public void stop() {
        running = false;
        coordinator.stop();
        runner.close();
        coordinator.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Starts before the web server takes requests, stops after it has answered the last.
    @Override
    public int getPhase() {
        return 0;
    }
}
