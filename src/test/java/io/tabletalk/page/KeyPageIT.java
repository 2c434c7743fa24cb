package io.tabletalk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.FilePayload;
import io.tabletalk.TabletalkApplication;
import io.tabletalk.index.KnowledgeIndex;
import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.document.SampleDocuments;
import io.tabletalk.testing.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// The page of a server that asks for API keys. The test starts it by itself: Spring's tests would stop the other
/// tests' server for the time being, and the pipeline does not start twice.
class KeyPageIT {

    private static final String MAIN = "the-main-key-of-this-test";
    private static final SourceId DEMO = new SourceId("demo");

    private static ConfigurableApplicationContext server;
    private static int port;

    @BeforeAll
    static void start() throws IOException {
        server = new SpringApplicationBuilder(TabletalkApplication.class)
                .run(
                        "--server.port=0",
                        "--tabletalk.data-dir=" + Files.createTempDirectory("keys"),
                        "--tabletalk.chat.model.provider=extractive",
                        "--tabletalk.security.api-key=" + MAIN);
        port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        KnowledgeIndex index = server.getBean(KnowledgeIndex.class);
        await().atMost(Duration.ofMinutes(2)).until(() -> index.documentCount(DEMO) >= 172);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void thePageAsksForAKeyAndThenDoesEverything() {
        try (Browser browser = Browser.open(port)) {
            Page page = browser.page();
            assertThat(page.locator("key-prompt h2")).hasText("API key");
            assertThat(Accessibility.violations(page)).isEmpty();
            enter(page, "not-the-key-of-this-server");
            assertThat(page.locator("key-prompt [role=alert]")).containsText("not valid here");
            enter(page, "schlüssel");
            assertThat(page.locator("key-prompt [role=alert]")).containsText("letters, digits and signs");

            enter(page, MAIN);
            assertThat(page.locator("empty-state ul[aria-label] li")).hasCount(3);
            browser.ask("Which firmware must not be installed on the e-bike Mistral, and why?");
            assertThat(page.locator("answer-text")).containsText("do not update to 3.9");
            page.reload();
            assertThat(page.locator("answer-text")).containsText("do not update to 3.9");

            browser.view("#/data");
            page.getByLabel("Files to add")
                    .setInputFiles(new FilePayload(
                            "valve.pdf", "application/pdf", SampleDocuments.pdf("The valve opens at four bars.")));
            assertThat(page.locator("file-drop li"))
                    .containsText("1 document ready", new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
            page.getByText("open", new Page.GetByTextOptions().setExact(true)).click();
            page.getByText("Documents", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.locator("document-list tbody a").click();
            assertThat(page.getByAltText("Page 1 of valve.pdf")).isVisible();
        }
    }

    @Test
    void keysAreMadeAndRevokedInTheSettings() {
        try (Browser browser = Browser.open(port).view("#/settings")) {
            Page page = browser.page();
            enter(page, MAIN);
            page.getByLabel("Name of the new key").fill("laptop");
            page.getByText("Make a key").click();
            Locator made = page.locator("key-list .made code");
            assertThat(made).containsText("tt_");
            String key = made.innerText();
            assertThat(page.locator("key-list tbody tr")).containsText(new String[] {"laptop"});
            assertThat(Accessibility.violations(page)).isEmpty();

            page.getByText("Forget it").click();
            enter(page, key);
            assertThat(page.locator("key-list")).containsText("This tab uses the key laptop");
            assertThat(page.locator("key-list")).containsText("made and revoked with the main key");

            page.getByText("Forget it").click();
            enter(page, MAIN);
            page.getByLabel("Revoke laptop").click();
            page.locator("key-list confirm-dialog .danger").click();
            assertThat(page.locator("key-list tbody tr")).hasCount(0);
            page.getByText("Forget it").click();
            enter(page, key);
            assertThat(page.locator("key-prompt [role=alert]")).containsText("was revoked");
        }
    }

    @Test
    void theViewsOfKeysAreAccessible() throws IOException {
        try (Browser browser = Browser.open(port).view("#/settings")) {
            Page page = browser.page();
            assertThat(page.locator("key-prompt h2")).isVisible();
            Pictures.keep(browser, "key");

            enter(page, MAIN);
            page.getByLabel("Name of the new key").fill("Ada's laptop");
            page.getByText("Make a key").click();
            assertThat(page.locator("key-list .made code")).containsText("tt_");
            assertThat(Accessibility.violations(page)).isEmpty();
            page.reload(); // no picture shows a key
            page.getByText("Make a key").scrollIntoViewIfNeeded();
            Pictures.keep(browser, "keys");
            page.getByLabel("Revoke Ada's laptop").click();
            page.locator("key-list confirm-dialog .danger").click();
            assertThat(page.locator("key-list tbody tr")).hasCount(0);
        }
    }

    private static void enter(Page page, String key) {
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill(key);
        page.getByText("Open", new Page.GetByTextOptions().setExact(true)).click();
    }
}
