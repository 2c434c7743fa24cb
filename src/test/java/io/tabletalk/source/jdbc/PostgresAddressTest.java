package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.security.Secret;
import io.tabletalk.source.SourceException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

class PostgresAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ann:p%40ss+1@db.example:6543/shop",
                "postgres://ann:p%40ss+1@db.example:6543/shop",
                "postgresql+psycopg2://ann:p%40ss+1@db.example:6543/shop",
                "jdbc:postgresql://db.example:6543/shop?user=ann&password=p%40ss%2B1",
            })
    void everyUsualFormOfConnectionStringIsUnderstood(String url) {
        PostgresAddress address = PostgresAddress.of(settings(null, null, null, url));

        assertThat(address).hasToString("'shop' at db.example:6543");
        assertThat(address.username()).isEqualTo("ann");
        assertThat(Objects.requireNonNull(address.password()).reveal()).isEqualTo("p@ss+1");
    }

    @Test
    void partsWinOverTheConnectionString() {
        PostgresAddress address =
                PostgresAddress.of(settings("other.example", 1234, "bob", "postgresql://ann:x@db.example/shop"));

        assertThat(address).hasToString("'shop' at other.example:1234");
        assertThat(address.username()).isEqualTo("bob");
    }

    @Test
    void whatIsMissingHasTheUsualDefault() {
        assertThat(PostgresAddress.of(settings(null, null, "ann", "postgresql:///shop")))
                .hasToString("'shop' at localhost:5432");
    }

    @Test
    void anAddressOfVersionSixMayLackItsBrackets() {
        assertThat(PostgresAddress.of(settings("::1", null, "ann", "postgresql:///shop")))
                .hasToString("'shop' at [::1]:5432");
    }

    @Test
    void harmlessParametersAreTakenOver() {
        PostgresAddress address = PostgresAddress.of(
                settings(null, null, null, "postgresql://ann@db.example/shop?sslmode=require&channel_binding=require"));

        assertThat(address.parameters())
                .containsEntry(PGProperty.SSL_MODE, "require")
                .containsEntry(PGProperty.CHANNEL_BINDING, "require");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ann:hush@db/shop?socketFactory=org.example.Evil",
                "postgresql://ann:hush@db/shop?loggerFile=/etc/passwd",
                "postgresql://ann:hush@db:99999/shop",
                "postgresql://ann:hush@/x@db/shop",
                "postgresql://ann:hush@db/shop?hush",
                "postgresql://ann:hush%zz@db/shop",
                "mysql://ann:hush@db/shop",
                "hush",
            })
    void otherConnectionStringsAreRefusedWithoutRepeatingThem(String url) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> PostgresAddress.of(settings(null, null, null, url)))
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hush"))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(SourceException.Kind.INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/shop?socketFactory=x", "db:5432/x", "db,other", "a b", "db#", "[::1"})
    void aHostThatIsMoreThanAHostIsRefused(String host) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> PostgresAddress.of(settings(host, null, "ann", "postgresql:///shop")))
                .withMessageContaining("'host'");
    }

    private static PostgresSettings settings(
            @Nullable String host, @Nullable Integer port, @Nullable String username, String url) {
        return new PostgresSettings(
                host,
                port,
                null,
                username,
                null,
                new Secret(url),
                null,
                "orders",
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null);
    }
}
