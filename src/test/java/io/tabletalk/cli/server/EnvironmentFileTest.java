package io.tabletalk.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

class EnvironmentFileTest {

    @Test
    void readsWhatShellsAndOtherToolsWrite() {
        assertThat(EnvironmentFile.parse(".env", """
                        # a comment

                        PLAIN=value
                        export EXPORTED=yes
                        DOUBLE="with spaces # and a hash"
                        SINGLE='single'
                          INDENTED = spaced \s
                        EMPTY=
                        ONE_QUOTE="
                        WITH_EQUALS=a=b
                        tabletalk.chat.model=dotted
                        """.lines().toList()))
                .isEqualTo(Map.of(
                        "PLAIN", "value",
                        "EXPORTED", "yes",
                        "DOUBLE", "with spaces # and a hash",
                        "SINGLE", "single",
                        "INDENTED", "spaced",
                        "EMPTY", "",
                        "ONE_QUOTE", "\"",
                        "WITH_EQUALS", "a=b",
                        "tabletalk.chat.model", "dotted"));
    }

    @Test
    void aLineOfAnotherFormIsNamedWithoutItsContent() {
        assertThatThrownBy(() -> EnvironmentFile.parse("some/.env", List.of("A=1", "secret without equals")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("some/.env line 2")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aMissingFileHasNoSettings() {
        assertThat(EnvironmentFile.read(Path.of("there/is/no/.env"))).isEmpty();
    }

    @Test
    void springReadsTheSameForm() throws Exception {
        List<PropertySource<?>> sources =
                new EnvironmentFileLoader().load(".env", new ByteArrayResource("KEY='quoted'".getBytes()));

        assertThat(sources).hasSize(1);
        assertThat(sources.getFirst().getProperty("KEY")).isEqualTo("quoted");
    }
}
