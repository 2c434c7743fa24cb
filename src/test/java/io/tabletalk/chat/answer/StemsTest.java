package io.tabletalk.chat.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StemsTest {

    @ParameterizedTest
    @CsvSource({
        "create, created",
        "create, creates",
        "plan, planned",
        "plan, planning",
        "city, cities",
        "film, films",
        "fill, filled",
        "quick, quickly",
        "Größe, größe"
    })
    void formsOfAWordMeet(String one, String other) {
        assertThat(Stems.of(one)).isEqualTo(Stems.of(other)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"bus, but", "glass, glad", "ring, red", "status, stat"})
    void differentWordsStayDifferent(String one, String other) {
        assertThat(Stems.of(one)).isNotEqualTo(Stems.of(other));
    }

    @Test
    void wordsThatSayLittleAreLeftOut() {
        assertThat(Stems.of("What is the name of it?")).containsExactly("nam");
    }
}
