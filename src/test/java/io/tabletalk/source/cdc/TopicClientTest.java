package io.tabletalk.source.cdc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException;
import io.tabletalk.source.cdc.ChangesTopic.Mechanism;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicClientTest {

    @ParameterizedTest
    @EnumSource(Mechanism.class)
    void everyWayToLogInIsOneThatTheClientKnows(Mechanism mechanism) {
        assertThatCode(() -> TopicClient.open(topic("localhost:9092", "p\"a;s\\s", mechanism))
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void noMessageHoldsThePassword() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> TopicClient.open(topic("no address", "pencil-sharpener", Mechanism.PLAIN)))
                .withMessageNotContaining("pencil-sharpener")
                .withNoCause();
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> TopicClient.open(topic("localhost:9092", "pencil\nsharpener", Mechanism.PLAIN)))
                .withMessageNotContaining("pencil");
    }

    @Test
    void aNameWithoutAPasswordIsRefused() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> TopicClient.open(topic("localhost:9092", null, Mechanism.PLAIN)))
                .withMessageContaining("'password'");
    }

    private static ChangesTopic topic(String servers, @Nullable String password, Mechanism mechanism) {
        return new ChangesTopic(
                servers, "shop.note", false, "ada", password == null ? null : new Secret(password), mechanism);
    }
}
