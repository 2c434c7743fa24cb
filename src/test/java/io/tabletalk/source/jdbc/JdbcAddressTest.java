package io.tabletalk.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tabletalk.source.SourceException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class JdbcAddressTest {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static JdbcAddress address(Dialect dialect, Map<String, Object> settings, String... allowedUrls) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("table", "bike");
        return JdbcAddress.of(dialect, MAPPER.convertValue(all, JdbcSettings.class), null, List.of(allowedUrls));
    }

    @ParameterizedTest
    @CsvSource({
        "MYSQL,     jdbc:mariadb://db.example:3306/shop",
        "MARIADB,   jdbc:mariadb://db.example:3306/shop",
        "SQLSERVER, jdbc:sqlserver://db.example:1433;databaseName=shop",
        "ORACLE,    jdbc:oracle:thin:@//db.example:1521/shop"
    })
    void addressesAreMadeOfTheirParts(Dialect dialect, String url) {
        JdbcAddress address =
                address(dialect, Map.of("host", "db.example", "database", "shop", "password", "swordfish"));

        assertThat(address.url()).isEqualTo(url);
        assertThat(address).hasToString("db.example:" + dialect.port() + "/shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop?allowLocalInfile=true",
                "shop;integratedSecurity=true",
                "shop/../x",
                "shop&x=y",
                "shop#",
                "shop%3Fx",
                ""
            })
    void noPartHoldsAParameterOfTheDriver(String database) {
        for (Dialect dialect : List.of(Dialect.MYSQL, Dialect.SQLSERVER, Dialect.ORACLE)) {
            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> address(dialect, Map.of("host", "db.example", "database", database)))
                    .withMessageContaining("'database'");
        }
    }

    @Test
    void noHostHoldsAParameterOfTheDriver() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> address(Dialect.MARIADB, Map.of("host", "a/b?c=d", "database", "shop")))
                .withMessageContaining("'host'");
    }

    @Test
    void aWholeAddressIsTakenOnlyWhenItIsAllowed() {
        Map<String, Object> settings = Map.of("url", "jdbc:h2:tcp://db.example/shop;password=swordfish");

        assertThat(address(Dialect.JDBC, settings, "jdbc:h2:tcp://db.example/"))
                .hasToString("jdbc:h2:tcp://db.example/…");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> address(Dialect.JDBC, settings))
                .withMessageContaining("allowed-urls")
                .withMessageNotContaining("swordfish");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> address(Dialect.JDBC, settings, "jdbc:h2:tcp://other.example/"));
    }

    @Test
    void certificatesAreCheckedWhenThatIsWanted() {
        assertThat(address(Dialect.MARIADB, Map.of("database", "shop", "tls", "verify"))
                        .properties())
                .containsEntry("sslMode", "verify-full");
        assertThat(address(Dialect.SQLSERVER, Map.of("database", "shop", "tls", "trust"))
                        .properties())
                .containsEntry("encrypt", "true")
                .containsEntry("trustServerCertificate", "true");
    }
}
