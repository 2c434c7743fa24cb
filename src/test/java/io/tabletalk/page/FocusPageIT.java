package io.tabletalk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.tabletalk.testing.Browser;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Whoever uses the keyboard is never sent back to the top of the page: what closes or goes away hands the focus on.
class FocusPageIT extends PageServer {

    private static final String FIRMWARE = "Which firmware must not be installed on the e-bike Mistral, and why?";
    private static final String LATE = "What does it cost to bring a bicycle back late?";

    @Test
    void inTheChatTheFocusComesBackToWhatOpenedSomething() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            browser.ask(FIRMWARE);
            assertThat(page.locator("answer-view footer")).isVisible();

            Focus.press(page.locator("citation-chip button").first());
            Focus.press(page.locator("passage-card[chosen] a.open"));
            assertThat(page.locator("document-viewer .body")).isVisible();
            page.keyboard().press("Escape");
            Focus.assertOn(page, "a Open the document");
            page.keyboard().press("Escape");
            Focus.assertOn(page, "button Source 1");

            Focus.press(page.getByText("Again", new Page.GetByTextOptions().setExact(true)));
            Focus.assertOn(page, "textarea Question");
            assertThat(page.getByText("answer 2 of 2")).isVisible();
            Focus.press(page.getByLabel("Answer before"));
            Focus.assertOn(page, "button Answer before");
        }
    }

    @Test
    void amongConversationsTheFocusStaysAtTheRow() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            browser.ask(FIRMWARE);
            assertThat(page.locator("answer-view footer")).isVisible();
            Focus.press(page.getByText("New conversation").first());
            browser.ask(LATE);
            assertThat(page.locator("conversation-list a")).hasCount(2);
            assertThat(page.locator("answer-view footer")).isVisible();

            page.locator("conversation-list a").last().focus();
            Focus.press(page.getByLabel("Rename " + FIRMWARE));
            page.keyboard().press("Escape");
            Focus.assertOn(page, "button Rename " + FIRMWARE);
            Focus.press(page.getByLabel("Delete " + FIRMWARE));
            page.keyboard().press("Escape");
            Focus.assertOn(page, "button Delete " + FIRMWARE);
            page.keyboard().press("Enter");
            Focus.assertOn(page, "button Delete");
            page.keyboard().press("Enter");
            assertThat(page.locator("conversation-list a")).hasCount(1);
            Focus.assertOn(page, "a " + LATE);

            browser.phone();
            Focus.press(page.getByText("Conversations", new Page.GetByTextOptions().setExact(true)));
            Focus.assertOn(page, "button New conversation");
            page.keyboard().press("Escape");
            Focus.assertOn(page, "button Conversations");
        }
    }

    @Test
    void amongSourcesTheFocusComesBackToTheMenuAndGoesOnToTheNextRow() {
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            DataPageIT.upload(page, "anchors.csv", "id,name,note\n1,Plough,holds in sand\n2,broken\n3,broken too\n");
            assertThat(page.locator("file-drop li").first()).containsText("2 failed");
            DataPageIT.upload(page, "boats.csv", "name,note\nSkiff,leaks\n");
            assertThat(page.locator("file-drop li").first()).containsText("1 document ready");

            Focus.press(page.getByLabel("More for anchors.csv"));
            Focus.assertOn(page, "button Full reindex");
            page.keyboard().press("Escape");
            Focus.assertOn(page, "button More for anchors.csv");
            page.keyboard().press("Enter");
            Focus.press(row(page, "anchors").getByText("Delete…"));
            Focus.assertOn(page, "button Cancel");
            page.keyboard().press("Escape");
            Focus.assertOn(page, "button More for anchors.csv");

            Focus.press(page.getByLabel("Sync boats.csv"));
            Focus.assertOn(page, "button S"); // it stops for a moment what it began
            assertThat(page.getByLabel("Sync boats.csv")).isFocused();

            Focus.press(row(page, "anchors").locator("th a"));
            Focus.assertOn(page, "main");
            Focus.press(page.getByLabel(Pattern.compile("^Discard ")).first());
            assertThat(page.locator("failed-documents tbody tr")).hasCount(1);
            Focus.assertOn(page, "button Discard ");
            page.keyboard().press("Enter");
            assertThat(page.locator("failed-documents")).hasCount(0);
            Focus.assertOn(page, "h2 anchors.csv");

            browser.view("#/data");
            Focus.press(page.getByLabel("More for anchors.csv"));
            Focus.press(row(page, "anchors").getByText("Delete…"));
            Focus.press(row(page, "anchors").locator("confirm-dialog#delete .danger"));
            assertThat(row(page, "anchors")).hasCount(0);
            Focus.assertOn(page, "a boats.csv");
        }
    }

    private static Locator row(Page page, String source) {
        return page.locator("source-table tbody tr", new Page.LocatorOptions().setHasText(source));
    }
}
