package io.tabletalk.source.cdc;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tabletalk.security.Secret;
import jakarta.validation.constraints.NotBlank;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A topic of Kafka into which a Debezium connector, run by a cluster of Kafka Connect elsewhere, writes the changes of
/// one table or collection.
///
/// @param bootstrapServers hosts and ports of some brokers, separated by commas
/// @param topic            such as `shop.public.orders`; it has one partition, and its messages are JSON
/// @param tls              whether connections are encrypted, and the broker's certificate has to be right; not when
///                         missing
/// @param username         to log in with; nobody logs in when missing
/// @param mechanism        how the password is shown to the broker; SCRAM-SHA-512 when missing
public record ChangesTopic(
        @NotBlank String bootstrapServers,
        @NotBlank String topic,
        @Nullable Boolean tls,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable Mechanism mechanism) {

    /// How a password is shown to a broker.
    public enum Mechanism {
        PLAIN,
        SCRAM_SHA_256,
        SCRAM_SHA_512;

        @JsonValue
        String label() {
            return name().replace('_', '-');
        }

        @JsonCreator
        static Mechanism named(String name) {
            String wanted = name.strip().toUpperCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(mechanism -> mechanism.label().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there are "
                            + Arrays.stream(values()).map(Mechanism::label).collect(Collectors.joining(", ")) + "."));
        }
    }

    boolean isEncrypted() {
        return Boolean.TRUE.equals(tls);
    }

    /// For messages.
    @Override
    public String toString() {
        return "topic '" + topic + "' at " + bootstrapServers;
    }
}
