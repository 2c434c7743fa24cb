package io.tabletalk.chat.model;

import io.tabletalk.chat.model.ModelSwitch.InUse;
import io.tabletalk.health.Health;
import io.tabletalk.health.HealthCheck;
import org.springframework.stereotype.Component;

/// Says which model answers and whether its last answer succeeded. Sends nothing.
@Component
class ModelHealthCheck implements HealthCheck {

    private final ModelSwitch models;

    ModelHealthCheck(ModelSwitch models) {
        this.models = models;
    }

    @Override
    public String component() {
        return "model";
    }

    @Override
    public Health check() {
        InUse state = models.inUse();
        AnswerModel model = state.model();
        if (!state.problem().isEmpty()) {
            return Health.degraded(state.problem() + " Until then, answers quote passages.");
        }
        if (model == null) {
            return Health.up("No model is configured: answers quote passages.");
        }
        String failure = state.outcome().failure();
        if (failure != null) {
            return Health.degraded("The last answer failed: " + failure);
        }
        String tried = state.outcome().isTried() ? " answers." : " is set; it has not been asked yet.";
        return Health.up(model.provider().title() + " " + model.model() + tried);
    }
}
