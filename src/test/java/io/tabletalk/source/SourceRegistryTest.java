package io.tabletalk.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.security.Secret;
import io.tabletalk.testing.StateDatabase;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceRegistryTest {

    private static final Validator VALIDATOR =
            Validation.buildDefaultValidatorFactory().getValidator();

    @TempDir
    Path directory;

    private StateDatabase state;
    private SourceRegistry sources;

    StateDatabase openDatabase() {
        return StateDatabase.open(directory);
    }

    @BeforeEach
    void open() {
        state = openDatabase();
        sources = registry();
    }

    @AfterEach
    void close() {
        state.close();
    }

    private SourceRegistry registry() {
        return new SourceRegistry(
                List.of(new ShelfFactory(), new DrawerFactory()),
                new SourceTable(state.client()),
                new SourceSettingsReader(VALIDATOR),
                new SourceSecrets(),
                Optional::empty,
                event -> {});
    }

    @Test
    void definitionOutlivesTheProcess() {
        sources.define(Optional.empty(), "shelf", Map.of("shelf_name", "Blue Shelf", "password", "swordfish"));

        SourceDefinition found = registry().find(new SourceId("blue-shelf")).orElseThrow();

        assertThat(found.settings()).isEqualTo(new ShelfSettings("Blue Shelf", new Secret("swordfish"), null, null));
        try (Source source = registry().open(found.id())) {
            assertThat(source.check().message()).isEqualTo("swordfish");
        }
    }

    @Test
    void credentialsAreStoredApartFromTheSettings() {
        sources.define(
                Optional.empty(),
                "shelf",
                Map.of("shelf_name", "blue", "login", Map.of("user", "ann", "key", "swordfish")));

        String settings = state.client()
                .sql("SELECT settings FROM source")
                .query(String.class)
                .single();

        assertThat(settings).contains("ann", Secret.MASK).doesNotContain("swordfish");
        assertThat(sources.all().toString()).doesNotContain("swordfish");
    }

    @Test
    void maskSentBackKeepsTheStoredCredential() {
        Optional<SourceId> name = Optional.of(new SourceId("blue"));
        sources.define(name, "shelf", Map.of("shelf_name", "blue", "password", "swordfish"));

        sources.define(name, "shelf", Map.of("shelf_name", "green", "password", Secret.MASK));

        assertThat(sources.find(name.orElseThrow()).orElseThrow().settings())
                .isEqualTo(new ShelfSettings("green", new Secret("swordfish"), null, null));
    }

    @Test
    void aChangeLeavesTheOtherSettingsAndTheCredentialsAsTheyAre() {
        SourceId name = new SourceId("blue");
        sources.define(Optional.of(name), "shelf", Map.of("shelf_name", "blue", "password", "swordfish"));

        sources.change(name, Map.of("shelf_name", "green"));

        assertThat(sources.find(name).orElseThrow().settings())
                .isEqualTo(new ShelfSettings("green", new Secret("swordfish"), null, null));
    }

    @Test
    void aChangeTakesASettingAwayWhenItIsNull() {
        SourceId name = new SourceId("blue");
        sources.define(Optional.of(name), "shelf", Map.of("shelf_name", "blue", "height", 2));

        sources.change(name, Collections.singletonMap("height", null));

        assertThat(sources.find(name).orElseThrow().settings()).isEqualTo(new ShelfSettings("blue", null, null, null));
    }

    @Test
    void aChangeSendsNoCredentialWhereItWasNotGivenFor() {
        SourceId name = new SourceId("blue");
        sources.define(Optional.of(name), "shelf", Map.of("shelf_name", "blue", "password", "swordfish", "height", 2));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources.change(name, Map.of("height", 3)))
                .withMessageContaining("Give the masked credential itself: height changed");
    }

    @Test
    void storedCredentialIsNotSentToWhereItWasNotGivenFor() {
        Optional<SourceId> name = Optional.of(new SourceId("blue"));
        sources.define(name, "shelf", Map.of("shelf_name", "blue", "password", "swordfish", "height", 2));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources.define(
                        name, "shelf", Map.of("shelf_name", "blue", "password", Secret.MASK, "height", 3)))
                .withMessageContaining("Give the masked credential itself: height changed");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources.define(
                        name,
                        "shelf",
                        Map.of(
                                "shelf_name",
                                "blue",
                                "password",
                                Secret.MASK,
                                "login",
                                Map.of("user", "eve", "key", "eves-server"),
                                "height",
                                2)))
                .withMessageContaining("login changed")
                .withMessageNotContaining("eves-server");
        assertThat(sources.find(name.orElseThrow()).orElseThrow().settings())
                .isEqualTo(new ShelfSettings("blue", new Secret("swordfish"), null, 2));
    }

    @Test
    void definitionOfAKindThatIsGoneHidesNoOther() {
        sources.define(Optional.empty(), "shelf", Map.of("shelf_name", "blue"));
        state.client()
                .sql(
                        "INSERT INTO source (id, type, settings, secrets, created_at, updated_at) VALUES ('old', 'fax', '{}', '{}', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')")
                .update();

        assertThat(sources.all()).extracting(SourceDefinition::type).containsExactly("shelf", "fax");
        assertThat(sources.all().getLast().settings())
                .isEqualTo(new SourceDefinition.Unreadable(
                        "There is no kind of source 'fax'. The kinds are drawer, shelf."));
        assertThat(sources.remove(new SourceId("old"))).isTrue();
    }

    @Test
    void maskWithoutAStoredCredentialIsRefused() {
        assertInvalid(Map.of("shelf_name", "blue", "password", Secret.MASK), "'password' is masked");
    }

    @Test
    void unknownSettingIsRefusedWithTheValidOnes() {
        assertInvalid(
                Map.of("shelf_name", "blue", "colour", "red"),
                "there is no setting 'colour'. The settings are shelf_name, password, login, height.");
    }

    @Test
    void missingAndOutOfRangeSettingsAreNamed() {
        assertInvalid(
                Map.of("height", 11), "'height' must be less than or equal to 10; 'shelf_name' must not be null.");
    }

    @Test
    void valueOfTheWrongFormIsNamedButNotRepeated() {
        assertInvalid(Map.of("shelf_name", "blue", "height", "swordfish"), "'height' has a value of the wrong form.");
    }

    @Test
    void unknownKindIsRefusedWithTheValidOnes() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources.define(Optional.empty(), "cupboard", Map.of()))
                .withMessage("There is no kind of source 'cupboard'. The kinds are drawer, shelf.");
    }

    @Test
    void nameOfAnotherKindIsRefusedAndNothingChanges() {
        Optional<SourceId> name = Optional.of(new SourceId("blue"));
        sources.define(name, "shelf", Map.of("shelf_name", "blue"));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources.define(name, "drawer", Map.of()))
                .withMessageContaining("another kind");
        assertThat(sources.find(name.orElseThrow()).orElseThrow().type()).isEqualTo("shelf");
    }

    @Test
    void sampleDataIsOfferedOnce() {
        SourceTable table = new SourceTable(state.client());

        assertThat(table.offerSample(java.time.Instant.now())).isTrue();
        assertThat(table.offerSample(java.time.Instant.now())).isFalse();
    }

    private void assertInvalid(Map<String, Object> settings, String reason) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> sources.define(Optional.empty(), "shelf", settings))
                .withMessageContaining(reason)
                .withMessageNotContaining("swordfish")
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(SourceException.Kind.INVALID));
        assertThat(sources.all()).isEmpty();
    }

    record ShelfSettings(
            @NotNull String shelfName,
            @Nullable Secret password,
            @JsonAlias("account") @Nullable Login login,
            @Nullable @Max(10) Integer height) {

        record Login(String user, Secret key) {}
    }

    record DrawerSettings() {}

    private static final class ShelfFactory implements SourceFactory<ShelfSettings> {

        @Override
        public String type() {
            return "shelf";
        }

        @Override
        public Class<ShelfSettings> settingsType() {
            return ShelfSettings.class;
        }

        @Override
        public SourceId defaultId(ShelfSettings settings) {
            return SourceId.slug(settings.shelfName());
        }

        @Override
        public Set<String> changeableWithStoredCredentials() {
            return Set.of("shelf_name");
        }

        @Override
        public Source open(SourceId id, ShelfSettings settings) {
            return new EmptySource(
                    settings.password() == null ? "" : settings.password().reveal());
        }
    }

    private static final class DrawerFactory implements SourceFactory<DrawerSettings> {

        @Override
        public String type() {
            return "drawer";
        }

        @Override
        public Class<DrawerSettings> settingsType() {
            return DrawerSettings.class;
        }

        @Override
        public SourceId defaultId(DrawerSettings settings) {
            return new SourceId("drawer");
        }

        @Override
        public Source open(SourceId id, DrawerSettings settings) {
            return new EmptySource("");
        }
    }

    private record EmptySource(String message) implements Source {

        @Override
        public String probe() {
            return message;
        }

        @Override
        public SourceSchema schema() {
            return new SourceSchema(List.of(), List.of(), 0L, List.of());
        }

        @Override
        public List<Split> plan() {
            return List.of();
        }

        @Override
        public Stream<SourceRecord> read(Split split) {
            return Stream.empty();
        }

        @Override
        public void close() {}
    }
}
