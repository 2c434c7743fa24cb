package io.tabletalk.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tabletalk.security.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresStateAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ada:p%40ss+word@db.example:5433/tabletalk?sslmode=verify-full",
                "postgres://ada:p%40ss+word@db.example:5433/tabletalk?sslmode=verify-full",
                "jdbc:postgresql://ada:p%40ss+word@db.example:5433/tabletalk?sslmode=verify-full"
            })
    void anAddressHoldsAll(String url) {
        PostgresStateAddress address = address(url, null, null);

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:5433/tabletalk?sslmode=verify-full");
        assertThat(address.username()).isEqualTo("ada");
        assertThat(address.password()).isEqualTo(new Secret("p@ss+word"));
        assertThat(address).hasToString("'tabletalk' at db.example:5433");
    }

    @Test
    void userAndPasswordMayBeSetApart() {
        PostgresStateAddress address = address("postgresql://db/tabletalk", "ada", "swordfish");

        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/tabletalk");
        assertThat(address.username()).isEqualTo("ada");
        assertThat(address.password()).isEqualTo(new Secret("swordfish"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ada:swordfish@db/tabletalk",
                "postgresql://ada:swordfish@db",
                "postgresql://ada:swordfish@db/",
                "postgresql://ada:sword fish@db/tabletalk",
                "postgresql://db/tabletalk?user=ada&password=swordfish",
                "postgresql://:swordfish@db/tabletalk"
            })
    void aWrongAddressIsRefusedWithoutShowingIt(String url) {
        assertThatThrownBy(() -> address(url, null, null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The address in tabletalk.state.url is wrong: ")
                .message()
                .doesNotContain("fish");
    }

    private static PostgresStateAddress address(String url, @Nullable String username, @Nullable String password) {
        Secret secret = password == null ? null : new Secret(password);
        return PostgresStateAddress.of(new StateSettings.Database(new Secret(url), username, secret, 4));
    }
}
