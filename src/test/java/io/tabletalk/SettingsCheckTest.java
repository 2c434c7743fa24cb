package io.tabletalk;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SettingsCheckTest {

    private final KnownSettings known = new KnownSettings();

    record Shop(String frontDoor, List<Drawer> drawers) {}

    record Drawer(String label, Map<String, Object> content) {}

    record Shelf(int maxHeight, Paint paint) {}

    record Paint(String colour) {}

    @BeforeEach
    void know() {
        known.add("tabletalk", Shop.class);
        known.add("tabletalk.shelf", Shelf.class);
    }

    @Test
    void everyKnownSettingIsAcceptedHoweverItIsWritten() {
        for (String setting : List.of(
                "tabletalk.front-door",
                "tabletalk.frontDoor",
                "tabletalk.shelf.max-height",
                "tabletalk.shelf.paint.colour",
                "tabletalk.drawers[0].label",
                "tabletalk.drawers[0].content.any.thing[0]",
                "other.thing")) {
            assertThatCode(() -> check(setting)).as(setting).doesNotThrowAnyException();
        }
    }

    @Test
    void misspeltSettingIsRefusedWithTheValidOnes() {
        assertRefused(
                "tabletalk.shelf.max-hieght",
                "There is no setting 'tabletalk.shelf.max-hieght' (in file)."
                        + " Valid there: tabletalk.shelf.max-height, tabletalk.shelf.paint.");
    }

    @Test
    void misspeltGroupIsRefusedWithTheValidOnes() {
        assertRefused(
                "tabletalk.shelv.max-height",
                "There is no setting 'tabletalk.shelv.max-height' (in file)."
                        + " Valid there: tabletalk.drawers, tabletalk.front-door, tabletalk.shelf.");
    }

    @Test
    void misspeltSettingBelowAnotherIsRefused() {
        assertRefused(
                "tabletalk.shelf.paint.color",
                "There is no setting 'tabletalk.shelf.paint.color' (in file). Valid there: tabletalk.shelf.paint.colour.");
        assertRefused(
                "tabletalk.drawers[0].lable",
                "There is no setting 'tabletalk.drawers[0].lable' (in file)."
                        + " Valid there: tabletalk.drawers[0].content, tabletalk.drawers[0].label.");
    }

    private void assertRefused(String setting, String message) {
        assertThatExceptionOfType(UnknownSettingException.class)
                .isThrownBy(() -> check(setting))
                .withMessage(message);
    }

    private void check(String setting) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("file", Map.of(setting, "x")));
        ConfigurationPropertySources.attach(environment);
        SettingsCheck.check(environment, known);
    }
}
