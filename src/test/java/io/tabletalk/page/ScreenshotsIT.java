package io.tabletalk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.tabletalk.testing.Browser;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Every view, light and dark, on desktop and phone: without violations of accessibility rules, and as a picture.
class ScreenshotsIT extends PageServer {

    private static final String ORDERS = """
            order,customer,note
            1001,Ada Brook,Two chairs to the back door
            1002,Tom Reed,Call before delivery
            1003,Mia Lund,Gift wrap the lamp
            """;

    /// One has changed, one is new, and one cannot be read.
    private static final String ORDERS_LATER = """
            order,customer,note
            1001,Ada Brook,Two chairs to the back door
            1002,Tom Reed,Leave it with the neighbour
            1003,Mia Lund,Gift wrap the lamp
            1004,Ida Voss,Invoice by post
            1005,no note and no end to the row
            """;

    @Test
    void everyViewIsAccessible() throws IOException {
        try (Browser browser = browser()) {
            Page page = browser.page();

            assertThat(page.locator("empty-state ul[aria-label] li")).hasCount(3);
            Pictures.keep(browser, "start");

            browser.ask("Which firmware must not be installed on the e-bike Mistral, and why?");
            assertThat(page.locator("answer-view footer")).isVisible();
            Pictures.keep(browser, "answer");

            page.locator("citation-chip button").first().click();
            assertThat(page.locator("passage-card[chosen] mark")).isVisible();
            Pictures.keep(browser, "sources");

            page.locator("passage-card[chosen]").getByText("Open the document").click();
            assertThat(page.locator("document-dialog document-viewer .body")).isVisible();
            Pictures.keep(browser, "opened", "tabletalk-app", "chat-view", "document-dialog", "dialog");
            page.getByLabel("Close the document").click();

            browser.view("#/data");
            DataPageIT.upload(page, "orders.csv", ORDERS);
            assertThat(page.locator("file-drop li").first()).containsText("3 documents ready");
            DataPageIT.replace(page, "orders.csv", ORDERS_LATER);
            assertThat(page.locator("file-drop li").first()).containsText("1 failed");
            page.reload();
            assertThat(page.locator("source-table tbody tr")).hasCount(2);
            Pictures.keep(browser, "data");

            page.locator("source-table th a", new Page.LocatorOptions().setHasText("orders"))
                    .click();
            assertThat(page.locator("failed-documents tbody tr")).hasCount(1);
            assertThat(page.locator("source-attempts tbody tr")).hasCount(2);
            Pictures.keep(browser, "source");

            browser.view("#/data/source/demo/documents");
            assertThat(page.locator("document-list table")).isVisible();
            Pictures.keep(browser, "documents");

            page.getByLabel("Words or key to look for").fill("returns late fee");
            page.keyboard().press("Enter");
            assertThat(page.locator("document-list tbody tr")).not().hasCount(50);
            page.locator("document-list tbody a").first().click();
            assertThat(page.locator("document-viewer .body")).isVisible();
            Pictures.keep(browser, "document");

            browser.view("#/data/source/demo/search");
            page.getByLabel("Question to search for").fill("What does it cost to bring a bicycle back late?");
            page.keyboard().press("Enter");
            assertThat(page.locator("search-box passage-card").first()).isVisible();
            Pictures.keep(browser, "search");

            page.locator("source-page nav").getByText("Fields").click();
            assertThat(page.locator("schema-preview table").first()).isVisible();
            Pictures.keep(browser, "fields");

            page.locator("source-page nav").getByText("Settings").click();
            page.locator("source-settings button").click();
            assertThat(page.locator("source-settings form")).isVisible();
            Pictures.keep(browser, "source-settings");

            browser.view("#/data/add");
            assertThat(page.locator("database-form form")).isVisible();
            Pictures.keep(browser, "add");

            browser.view("#/settings");
            assertThat(page.locator("health-list table")).isVisible();
            Pictures.keep(browser, "settings");

            assertThat(browser.problems()).allMatch(problem -> problem.contains("409")); // a file that is there
        }
    }
}
