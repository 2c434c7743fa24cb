package io.tabletalk.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.mock.env.MockEnvironment;

class RolesTest {

    @Test
    void aProcessDoesEverythingUnlessItIsToldOtherwise() {
        Roles roles = Roles.of(new MockEnvironment().withProperty("tabletalk.roles", ""));

        assertThat(roles.roles()).containsExactlyInAnyOrder(Role.values());
        assertThat(roles.answersQuestions()).isTrue();
    }

    @Test
    void aWorkerDoesWhatItIsTold() {
        Roles roles = Roles.of(new MockEnvironment()
                .withProperty("tabletalk.roles", "embedding, ingestion")
                .withProperty("tabletalk.worker", "true"));

        assertThat(roles.roles()).containsExactlyInAnyOrder(Role.EMBEDDING, Role.INGESTION);
        assertThat(roles.has(Role.INDEX)).isFalse();
        assertThat(roles.answersQuestions()).isFalse();
    }

    @Test
    void anUnknownRoleIsRefused() {
        MockEnvironment environment = new MockEnvironment().withProperty("tabletalk.roles", "cooking");

        assertThatThrownBy(() -> Roles.of(environment))
                .isInstanceOf(BindException.class)
                .rootCause()
                .hasMessageContaining("cooking");
    }
}
