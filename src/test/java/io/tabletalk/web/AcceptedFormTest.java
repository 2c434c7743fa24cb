package io.tabletalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptedFormTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
                "application/json;q=0.5, text/html"
            })
    void browserGetsThePage(String accept) {
        assertThat(AcceptedForm.isHtmlPreferred(accept)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "*/*",
                "application/json",
                "application/json, text/plain, */*",
                "application/json, text/html;q=0.9",
                "text/html;q=0, */*",
                "text/html;q=0.1, */*",
                "not a media type"
            })
    void programGetsJson(String accept) {
        assertThat(AcceptedForm.isHtmlPreferred(accept)).isFalse();
    }
}
