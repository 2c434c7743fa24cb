package io.tabletalk.pipeline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tabletalk.pipeline.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class MessageFormatTest {

    private static final Topic<Animal> ANIMALS = new Topic<>("animals", Animal.class, Animal::name);

    private final MessageFormat format = new MessageFormat(1_000);

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Cat.class, name = "cat"),
        @JsonSubTypes.Type(value = Dog.class, name = "dog")
    })
    sealed interface Animal {
        String name();
    }

    record Cat(String name) implements Animal {}

    record Dog(String name, int barksPerHour) implements Animal {}

    @Test
    void aMessageOfSeveralKindsIsReadAsTheKindItWas() {
        Animal message = new Dog("Rex", 12);

        ProducerRecord<String, byte[]> written = format.write(ANIMALS, "animals", message);

        assertThat(written.key()).isEqualTo("Rex");
        assertThat(written.value())
                .asString(UTF_8)
                .isEqualTo("{\"version\": 1, \"message\": {\"kind\":\"dog\",\"name\":\"Rex\",\"barks_per_hour\":12}}");
        assertThat(format.read(ANIMALS, new ConsumerRecord<>("animals", 0, 0, written.key(), written.value())))
                .isEqualTo(message);
    }
}
