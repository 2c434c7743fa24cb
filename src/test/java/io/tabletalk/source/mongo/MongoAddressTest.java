package io.tabletalk.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import io.tabletalk.source.SourceException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoAddressTest {

    @Test
    void thePartsAreEnough() {
        MongoAddress address = address(
                Map.of("host", "db.example", "database", "shop", "username", "ann", "password", "hush", "tls", true));

        assertThat(address).hasToString("'shop.orders' at db.example:27017");
        MongoClientSettings client = address.client();
        MongoCredential credential = Objects.requireNonNull(client.getCredential());
        assertThat(credential.getSource()).isEqualTo("admin");
        assertThat(credential.getPassword()).containsExactly('h', 'u', 's', 'h');
        assertThat(client.getSslSettings().isEnabled()).isTrue();
        assertThat(client.getClusterSettings().getHosts()).hasToString("[db.example:27017]");
    }

    @Test
    void aConnectionStringIsEnough() {
        MongoAddress address = address(Map.of(
                "connection_string",
                "mongodb://ann:p%40ss@one.example:1234,two.example/my_shop?authSource=users&tls=true"));

        assertThat(address).hasToString("'my_shop.orders' at one.example:1234,two.example");
        MongoCredential credential = Objects.requireNonNull(address.client().getCredential());
        assertThat(credential.getSource()).isEqualTo("users");
        assertThat(credential.getPassword()).containsExactly('p', '@', 's', 's');
        assertThat(address.client().getSslSettings().isEnabled()).isTrue();
    }

    @Test
    void databaseAndUserOfTheirOwnWin() {
        MongoAddress address = address(Map.of(
                "connection_string", "mongodb://ann:hush@one.example/shop",
                "database", "other",
                "username", "bob",
                "password", "secret"));

        assertThat(address).hasToString("'other.orders' at one.example");
        assertThat(Objects.requireNonNull(address.client().getCredential()).getUserName())
                .isEqualTo("bob");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mongodb://ann:hush@@one.example/shop",
                "mongodb://ann:hu/sh@one.example/shop",
                "mongodb://ann:hush@one.example:99999999/shop",
                "mongodb://ann:hush%zz@one.example/shop",
                "http://ann:hush@one.example/shop",
                "hush",
            })
    void otherConnectionStringsAreRefusedWithoutRepeatingThem(String url) {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> address(Map.of("connection_string", url)).client())
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("hush", "sh@"))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(SourceException.Kind.INVALID))
                .withNoCause();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    host       ~ db/shop?x=y ~ 'host' is neither
                    host       ~ a,b         ~ 'host' is neither
                    database   ~ my shop     ~ 'database' is no name
                    database   ~ a/b         ~ 'database' is no name
                    username   ~ ann         ~ 'password' is missing
                    """)
    void aPartOfTheWrongFormIsNamed(String setting, String value, String message) {
        Map<String, Object> settings = new HashMap<>(Map.of("database", "shop"));
        settings.put(setting, value);

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> address(settings).client())
                .withMessageContaining(message);
    }

    @Test
    void aDatabaseIsNeeded() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> address(Map.of("connection_string", "mongodb://one.example")))
                .withMessage("'database' is missing.");
    }

    private static MongoAddress address(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("table_or_collection", "orders");
        return MongoAddress.of(MongoCollections.settings(all));
    }
}
