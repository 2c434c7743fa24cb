package io.tabletalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SettingsCheckTest {

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withBean(SettingsCheck.class).withUserConfiguration(Settings.class);

    @EnableConfigurationProperties({Shop.class, Shelf.class})
    static class Settings {}

    @ConfigurationProperties("tabletalk")
    record Shop(
            @DefaultValue("open") String frontDoor,
            @DefaultValue List<Drawer> drawers) {}

    record Drawer(String label, @DefaultValue Map<String, Object> content) {}

    @ConfigurationProperties("tabletalk.shelf")
    record Shelf(
            @DefaultValue("1") int maxHeight, @DefaultValue Paint paint) {}

    record Paint(@DefaultValue("red") String colour) {}

    @Test
    void everyKnownSettingIsAccepted() {
        application
                .withPropertyValues(
                        "tabletalk.front-door=shut",
                        "tabletalk.frontDoor=shut",
                        "tabletalk.shelf.max-height=3",
                        "tabletalk.shelf.paint.colour=blue",
                        "tabletalk.drawers[0].label=a",
                        "tabletalk.drawers[0].content.any.thing[0]=1",
                        "other.thing=1")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void misspeltSettingStopsTheStartAndNamesTheValidOnes() {
        assertRefused(
                "tabletalk.shelf.max-hieght=3",
                "There is no setting 'tabletalk.shelf.max-hieght' (in test).",
                "Valid there: tabletalk.shelf.max-height, tabletalk.shelf.paint.");
    }

    @Test
    void misspeltGroupIsTold() {
        assertRefused(
                "tabletalk.shelv.max-height=3",
                "There is no setting 'tabletalk.shelv.max-height' (in test).",
                "Valid there: tabletalk.drawers, tabletalk.front-door, tabletalk.shelf.");
    }

    @Test
    void misspeltSettingBelowAnotherIsTold() {
        assertRefused("tabletalk.shelf.paint.color=blue", "Valid there: tabletalk.shelf.paint.colour.");
        assertRefused("tabletalk.shelf.max-height.metres=3", "'tabletalk.shelf.max-height.metres'");
    }

    private void assertRefused(String setting, String... message) {
        application
                .withPropertyValues(setting)
                .run((AssertableApplicationContext context) -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(UnknownSettingException.class)
                        .hasMessageContainingAll(message));
    }
}
