package io.tabletalk.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    @Test
    void readsTheDataOfEachEventUpToTheEnd() {
        assertThat(read("""
                        : a heartbeat

                        event: message
                        id: 7
                        data: {"a":1}

                        data:no space
                        data: second line

                        data: [DONE]

                        data: after the end

                        """)).containsExactly("{\"a\":1}", "no space\nsecond line");
    }

    @Test
    void dropsAnEventThatWasCutInTheMiddle() {
        assertThat(read("data: whole\n\ndata: cut")).containsExactly("whole");
    }

    private static List<String> read(String stream) {
        List<String> events = new ArrayList<>();
        EventStream.read(stream.lines().iterator(), events::add);
        return events;
    }
}
