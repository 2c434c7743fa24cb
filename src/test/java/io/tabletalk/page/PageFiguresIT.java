package io.tabletalk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.tabletalk.testing.Browser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the page weighs, how soon it shows, and how a long conversation scrolls: measured and printed. Only what does
/// not depend on the machine is asserted. `./mvnw -Dquick -DskipITs=false verify -Dit.test=PageFiguresIT` prints them.
class PageFiguresIT extends PageServer {

    private static final int MAX_COMPRESSED_BYTES = 150_000;
    private static final int EXCHANGES = 250;

    private static final String LOADING = """
            async () => {
              const paint = await new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries().at(-1)))
                  .observe({ type: "paint", buffered: true })); // it is told some time after the paint
              const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
                  .filter(({ name }) => !name.includes("/api/"));
              const sum = (field) => all.reduce((total, entry) => total + entry[field], 0);
              return {
                files: all.length,
                sent: sum("encodedBodySize"),
                unpacked: sum("decodedBodySize"),
                paint: Math.round(paint.startTime),
                shown: Math.round(performance.now()),
              };
            }""";

    /// Scrolls from the end to the beginning, a screen in four frames, and notes the time between frames.
    private static final String SCROLLING = """
            async () => {
              const scroller = document.querySelector("tabletalk-app").shadowRoot.querySelector("chat-view").shadowRoot.querySelector(".scroller");
              const frame = () => new Promise(requestAnimationFrame);
              scroller.scrollTop = scroller.scrollHeight;
              await frame();
              const height = scroller.scrollHeight;
              const step = scroller.clientHeight / 4;
              const times = [];
              let last = await frame();
              for (let i = 0; scroller.scrollTop > 0 && i < 20000; i++) {
                scroller.scrollTop -= step;
                const now = await frame();
                times.push(now - last);
                last = now;
              }
              times.sort((a, b) => a - b);
              const at = (share) => Math.round(10 * times[Math.floor(share * (times.length - 1))]) / 10;
              return { height, frames: times.length, median: at(0.5), p95: at(0.95), worst: at(1), late: times.filter((time) => time > 34).length };
            }""";

    @Autowired
    private JdbcClient database;

    @Test
    @SuppressWarnings("unchecked")
    void thePageIsSmall() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            assertThat(page.locator("question-box textarea")).isVisible();
            Map<String, Object> first = (Map<String, Object>) page.evaluate(LOADING);
            page.reload();
            assertThat(page.locator("question-box textarea")).isVisible();
            Map<String, Object> again = (Map<String, Object>) page.evaluate(LOADING);

            print("The page, first visit: %s files, %s bytes compressed, %s unpacked; first paint after %s ms", first);
            print("The page, again: %s files, %s bytes compressed, %s unpacked; first paint after %s ms", again);
            assertThat((Integer) first.get("sent")).isBetween(10_000, MAX_COMPRESSED_BYTES);
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void aConversationOfFiveHundredMessagesScrolls() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            browser.ask("Which firmware must not be installed on the e-bike Mistral, and why?");
            assertThat(page.locator("answer-view footer")).isVisible();
            String conversation = page.url().replaceAll(".*/", "");
            repeat(conversation);
            long start = System.nanoTime();
            page.reload();
            assertThat(page.locator(".exchange")).hasCount(EXCHANGES);
            assertThat(page.locator(".exchange answer-view footer").last()).isVisible();
            long opened = (System.nanoTime() - start) / 1_000_000;

            Map<String, Object> scrolled = (Map<String, Object>) page.evaluate(SCROLLING);

            System.out.printf(
                    "A conversation of %d messages: opened in %d ms; scrolled %s pixels in %s frames: %s ms a frame"
                            + " (median), %s (95 of 100), %s (worst), %s frames later than 34 ms%n",
                    2 * EXCHANGES,
                    opened,
                    scrolled.get("height"),
                    scrolled.get("frames"),
                    scrolled.get("median"),
                    scrolled.get("p95"),
                    scrolled.get("worst"),
                    scrolled.get("late"));
            assertThat(page.locator(".exchange").first()).isInViewport();
            assertThat(browser.problems()).isEmpty();
        }
    }

    /// Asks the same again and again, in the database only.
    private void repeat(String conversation) {
        for (int i = 1; i < EXCHANGES; i++) {
            for (String role : List.of("user", "assistant")) {
                database.sql("""
                        INSERT INTO chat_message
                            (user_name, role, content, created_at, answer_to, state, metadata, conversation_id, details)
                        SELECT user_name, role, content, created_at,
                               CASE WHEN role = 'user' THEN NULL ELSE (SELECT max(id) FROM chat_message) END,
                               state, metadata, conversation_id, details
                        FROM chat_message WHERE conversation_id = :conversation AND role = :role ORDER BY id LIMIT 1
                        """)
                        .param("conversation", conversation)
                        .param("role", role)
                        .update();
            }
        }
    }

    private static void print(String text, Map<String, Object> figures) {
        System.out.printf(
                text + "%n", figures.get("files"), figures.get("sent"), figures.get("unpacked"), figures.get("paint"));
    }
}
