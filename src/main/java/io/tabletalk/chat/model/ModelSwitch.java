package io.tabletalk.chat.model;

import io.tabletalk.chat.model.Prompt.Message;
import io.tabletalk.chat.model.Prompt.Role;
import io.tabletalk.security.Secret;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Holds the model in use and changes it while running. Safe for use by several threads; an answer that has begun goes
/// on with the model it began with.
@Component
public class ModelSwitch implements CurrentModel {

    /// In place of a provider: no model, answers quote the passages.
    public static final String EXTRACTIVE = "extractive";

    private static final Logger LOG = LoggerFactory.getLogger(ModelSwitch.class);
    private static final Prompt TEST =
            new Prompt("This is a connection test.", List.of(new Message(Role.USER, "Reply with the single word OK.")));

    private final ModelSettings settings;
    private final ModelResolver resolver;
    private final ModelChoiceStore store;
    private final HttpClient client;
    private final RetryPause pause;
    private volatile InUse inUse;

    /// @param model      null when answers quote the passages
    /// @param connection where the model is, or null
    /// @param problem    why no model is in use although one was chosen; empty otherwise
    /// @param outcome    how the model's last answer went
    record InUse(
            @Nullable AnswerModel model, @Nullable ModelConnection connection, String problem, ModelOutcome outcome) {}

    ModelSwitch(
            ModelSettings settings,
            ModelResolver resolver,
            ModelChoiceStore store,
            HttpClient client,
            RetryPause pause) {
        this.settings = settings;
        this.resolver = resolver;
        this.store = store;
        this.client = client;
        this.pause = pause;
        this.inUse = atStart();
    }

    @Override
    public Optional<AnswerModel> current() {
        return Optional.ofNullable(inUse.model());
    }

    InUse inUse() {
        return inUse;
    }

    /// Tests the chosen model with a tiny request, then puts it into use and remembers the choice. When anything
    /// fails, the model in use stays. A choice without a key for the address in use keeps the key in use.
    ///
    /// @throws IllegalArgumentException when the choice is incomplete or not allowed
    /// @throws ModelException           when the model does not answer the test
    synchronized InUse switchTo(ModelChoice wanted) {
        ModelChoice choice = withKeyInUse(wanted);
        InUse next = choice.provider().equals(EXTRACTIVE) ? quoting("") : use(resolver.resolve(choice));
        if (next.model() != null) {
            next.model().generate(TEST, text -> {}, new Cancellation());
        }
        store.save(choice);
        inUse = next;
        LOG.info("The model in use is now {}", describe(next));
        return next;
    }

    /// Another model at the same address needs no key to be typed again; at any other address the key stays unsent.
    private ModelChoice withKeyInUse(ModelChoice choice) {
        ModelConnection connection = inUse.connection();
        String endpoint = choice.endpoint();
        boolean isSamePlace = connection != null
                && endpoint != null
                && connection.provider().id().equals(choice.provider())
                && Endpoints.base(connection.provider(), endpoint).equals(connection.endpoint());
        return isSamePlace && choice.key() == null
                ? new ModelChoice(choice.provider(), choice.model(), endpoint, keyGiven())
                : choice;
    }

    /// A key of the settings is not remembered: it would outlive its change there.
    private @Nullable Secret keyGiven() {
        return store.load().map(ModelChoice::key).orElse(null);
    }

    private InUse atStart() {
        Optional<ModelChoice> remembered = store.load();
        Optional<ModelChoice> wanted = remembered.isPresent() ? remembered : configured();
        InUse start = wanted.filter(choice -> !choice.provider().equals(EXTRACTIVE))
                .map(this::useOrExplain)
                .orElseGet(() -> quoting(""));
        LOG.info("The model in use is {}", describe(start));
        return start;
    }

    private InUse useOrExplain(ModelChoice choice) {
        try {
            return use(resolver.resolve(choice));
        } catch (IllegalArgumentException e) {
            LOG.warn("The model of {} cannot be used: {}", choice.provider(), e.getMessage());
            return quoting(String.valueOf(e.getMessage()));
        }
    }

    private Optional<ModelChoice> configured() {
        Optional<String> provider = settings.provider().isEmpty()
                ? List.of(Provider.values()).stream()
                        .filter(candidate ->
                                candidate.needsKey() && settings.of(candidate).keyIfSet() != null)
                        .map(Provider::id)
                        .findFirst()
                : Optional.of(settings.provider());
        return provider.map(id -> new ModelChoice(id, null, null, null));
    }

    private InUse use(ModelConnection connection) {
        ModelOutcome outcome = new ModelOutcome();
        AnswerModel remote = new RemoteModel(connection, settings, client, pause);
        return new InUse(outcome.watching(remote), connection, "", outcome);
    }

    private static InUse quoting(String problem) {
        return new InUse(null, null, problem, new ModelOutcome());
    }

    private static String describe(InUse state) {
        AnswerModel model = state.model();
        return model == null ? EXTRACTIVE : model.provider().id() + " " + model.model();
    }
}
