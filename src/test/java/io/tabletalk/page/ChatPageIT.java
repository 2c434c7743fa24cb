package io.tabletalk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.tabletalk.chat.model.ScriptedServer;
import io.tabletalk.chat.model.WireFormat;
import io.tabletalk.testing.Browser;
import io.tabletalk.testing.Relay;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Asking, reading and checking, as a person does it.
class ChatPageIT extends PageServer {

    private static final String FIRMWARE = "Which firmware must not be installed on the e-bike Mistral, and why?";
    private static final WireFormat OLLAMA = WireFormat.OLLAMA;

    @Test
    void aFirstVisitLeadsToAnAnsweredQuestion() {
        try (Browser browser = browser()) {
            Page page = browser.page();

            page.getByText(FIRMWARE).click();

            assertThat(page.locator("answer-text")).containsText("do not update to 3.9");
            assertThat(page.locator("answer-view footer")).containsText("5 sources");
            assertThat(page.locator("conversation-list a")).hasText(FIRMWARE);
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void aCitationShowsItsSourceAndLeadsToThePassage() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            browser.ask(FIRMWARE);
            assertThat(page.locator("answer-view footer")).isVisible();
            Locator chip = page.locator("citation-chip button").first();

            chip.hover();
            assertThat(page.locator("citation-chip [popover]").first()).containsText("Bicycle Mistral");
            chip.click();

            assertThat(page.locator("sources-panel passage-card[chosen] mark")).containsText("3.9 because");
            page.locator("passage-card[chosen]").getByText("Why this?").click();
            assertThat(page.locator("passage-card[chosen] .reasons tr")).hasText(new Pattern[] {
                Pattern.compile("\\s*Rank\\s*Score\\s*"),
                Pattern.compile("Keyword\\s*1\\s*\\d+\\.\\d{3}"),
                Pattern.compile("Vector\\s*\\d+\\s*0\\.\\d{3}"),
                Pattern.compile("Fused\\s*1\\s*0\\.\\d{3}")
            });
            page.getByLabel("Close sources").click();
            assertThat(page.locator("sources-panel")).hasCount(0);
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void aPassageOpensItsDocumentAtThePlaceThatWasCited() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            browser.ask("What does it cost to bring a bicycle back late?");
            assertThat(page.locator("answer-view footer")).isVisible();
            page.locator("citation-chip button").first().hover();
            assertThat(page.locator("citation-chip [popover]").first()).not().containsText("#");
            page.locator("citation-chip button").first().click();
            assertThat(page.locator("passage-card[chosen] .text")).not().containsText("#");
            page.locator("passage-card[chosen]").getByText("Open the document").click();

            assertThat(page.locator("document-dialog document-viewer .cited")).containsText("euros");
            assertThat(page.locator("document-dialog document-viewer[marked]")).isVisible();
            String passage = page.locator("document-viewer .cited").innerText();
            assertThat((String) page.evaluate("[...CSS.highlights.get('cited')].join()"))
                    .contains("euros")
                    .hasSizeLessThan(passage.length());
            assertThat(page.locator("document-dialog .notice")).hasCount(0);
            page.getByLabel("Close the document").click();
            assertThat(page.locator("document-dialog")).hasCount(0);
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void whereMarkdownIsNotLaidOutItsMarksAreLeftOutAndPlacesInItAreKept() {
        try (Browser browser = browser()) {
            Object read = browser.page().evaluate("""
                    async () => {
                      const { readable } = await import("/page/shared/readable.js");
                      const text = "## Fees\\n\\n> A **late _return_** costs [5 euros](https://a.example) \\\\* day.\\n- `x_y` and 2 * 3 * 4\\n\\n"
                          + "| Kind | Fee |\\n|---|---:|\\n| cargo | 7 |\\n";
                      const { text: plain, at } = readable(text);
                      const words = "return_** costs [5 euros";
                      const begin = text.indexOf(words);
                      return [plain, plain.slice(at(begin), at(begin + words.length))];
                    }""");

            assertThat(read)
                    .isEqualTo(List.of(
                            "Fees\n\nA late return costs 5 euros * day.\n• x_y and 2 * 3 * 4\n\nKind · Fee\ncargo · 7\n",
                            "return costs 5 euros"));
        }
    }

    @Test
    void whenNothingIsFoundNoSourcesAreShown() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            browser.ask("Who won the chess championship of 1987 in Seville?");

            assertThat(page.locator("answer-text")).containsText("Nothing in the data seems to be about this");
            assertThat(page.locator("answer-view footer")).containsText("nothing found");
            assertThat(page.locator("answer-view .strip")).hasCount(0);
        }
    }

    @Test
    void aDocumentThatHasChangedOrGoneSinceIsSaidToHave() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            DataPageIT.upload(page, "wells.csv", "name,text\nOld well,The old well is twelve metres deep\n");
            assertThat(page.locator("file-drop li")).containsText("1 document ready");
            browser.ask("How deep is the old well?");
            assertThat(page.locator("answer-text")).containsText("twelve metres");

            browser.view("#/data");
            DataPageIT.replace(page, "wells.csv", "name,text\nOld well,The old well has run dry\n");
            assertThat(page.locator("file-drop li")).containsText("1 document ready");
            page.goBack();
            openTheFirstDocument(page);
            assertThat(page.locator("document-viewer .notice")).containsText("no longer in it as it was");
            assertThat(page.locator("document-viewer")).containsText("has run dry");
            assertThat(page.locator("document-viewer .former")).containsText("twelve metres");
            page.getByLabel("Close the document").click();

            browser.view("#/data");
            DataPageIT.replace(page, "wells.csv", "name,text\n");
            assertThat(page.locator("file-drop li")).containsText("0 documents ready");
            page.goBack();
            openTheFirstDocument(page);
            assertThat(page.locator("document-viewer .notice")).containsText("holds this document no more");
        }
    }

    private static void openTheFirstDocument(Page page) {
        page.locator("answer-view .strip button").first().click();
        page.locator("passage-card[chosen]").getByText("Open the document").click();
    }

    @Test
    void aReloadLosesNothing() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            browser.ask(FIRMWARE);
            assertThat(page.locator("answer-view footer")).isVisible();
            page.getByLabel("Good answer").click();
            page.getByLabel("Note about this answer").fill("to the point");
            page.keyboard().press("Enter");
            assertThat(page.getByText("Your note: to the point")).isVisible();

            page.reload();

            assertThat(page.locator("answer-text")).containsText("do not update to 3.9");
            assertThat(page.locator("answer-view .strip li")).hasCount(5);
            assertThat(page.getByText("Your note: to the point")).isVisible();
            assertThat(page.getByLabel("Good answer")).hasAttribute("aria-pressed", "true");
        }
    }

    @Test
    void anAnswerIsCopiedAsMarkdownWithItsSources() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            browser.ask(FIRMWARE);
            page.getByText("Copy").click();

            assertThat(page.getByText("Copied")).isVisible();
            assertThat((String) page.evaluate("navigator.clipboard.readText()"))
                    .contains("do not update to 3.9", "Sources:", "- [1] Bicycle Mistral (demo · bicycles.csv, row 13");
        }
    }

    @Test
    void conversationsAreFoundRenamedAndDeleted() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            browser.ask(FIRMWARE);
            assertThat(page.locator("answer-view footer")).isVisible();
            page.getByText("New conversation").first().click();
            browser.ask("What does it cost to bring a bicycle back late?");
            assertThat(page.locator("conversation-list a")).hasCount(2);

            page.getByLabel("Search conversations").fill("walk-assist");
            assertThat(page.locator("conversation-list a")).hasCount(1);
            assertThat(page.locator("conversation-list a")).hasText(FIRMWARE);
            page.locator("conversation-list li").hover();
            page.getByLabel("Rename " + FIRMWARE).click();
            page.getByLabel("New name").fill("Mistral");
            page.keyboard().press("Enter");
            assertThat(page.locator("conversation-list a")).hasText("Mistral");
            page.getByLabel("Delete Mistral").click();
            page.getByText("Delete", new Page.GetByTextOptions().setExact(true)).click();

            assertThat(page.getByText("Nothing found.")).isVisible();
            page.getByLabel("Search conversations").fill("");
            assertThat(page.locator("conversation-list a")).hasCount(1);
        }
    }

    @Test
    void stoppingKeepsThePartialAnswerAndItCanBeAskedForAgain() {
        try (Browser browser = browser();
                ScriptedServer model = ScriptedServer.endlessAfter(
                        OLLAMA, OLLAMA.begun(List.of("Never 3.9 [1]. ", "Nobody knows where this is from. ")))) {
            switchTo(model);
            Page page = browser.page();
            browser.ask(FIRMWARE);
            assertThat(page.locator("answer-text")).containsText("Never 3.9");
            assertThat(page.locator("answer-steps [aria-current]")).hasText("Answering");

            page.getByLabel("Stop answering").click();

            assertThat(page.getByText("Stopped; this is what had come.")).isVisible();
            assertThat(page.locator("answer-text")).containsText("Never 3.9");
            assertThat(page.locator("answer-view .remark")).hasCount(1);
            withoutAModel();
            page.getByText("Again", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.getByText("answer 2 of 2")).isVisible();
            assertThat(page.locator("answer-text")).containsText("do not update to 3.9");
        }
    }

    @Test
    void anAnswerIsShownAsMarkdownWhileItComesAndWithoutHalfAMark() {
        List<String> pieces = List.of(
                "| Bike | Firmware |\n|---|---|\n| Mistral | 3.8.1 |\n\n",
                "```\nversion --all\n```\n\n",
                "Never **3.9** [",
                "1");
        try (Browser browser = browser();
                ScriptedServer model = ScriptedServer.stallingAfter(OLLAMA, OLLAMA.begun(pieces))) {
            switchTo(model);
            Page page = browser.page();
            browser.ask(FIRMWARE);

            assertThat(page.locator("answer-text strong")).hasText("3.9");
            assertThat(page.locator("answer-text td").last()).hasText("3.8.1");
            assertThat(page.locator("answer-text pre")).hasText("version --all");
            assertThat(page.locator("answer-text")).not().containsText("[");
            assertThat(page.locator("answer-steps [aria-current]")).hasText("Answering");
            page.getByLabel("Stop answering").click();
            assertThat(page.locator("answer-view footer")).isVisible();
        }
    }

    @Test
    void sourcesAppearBeforeTheFirstWord() {
        try (Browser browser = browser();
                ScriptedServer model = ScriptedServer.silent(OLLAMA)) {
            switchTo(model);
            Page page = browser.page();
            browser.ask(FIRMWARE);

            assertThat(page.locator("answer-view .strip li")).hasCount(5);
            assertThat(page.locator("answer-steps [aria-current]")).hasText("Reading 5 passages");
            assertThat(page.locator("conversation-list a")).hasText(FIRMWARE);
            assertThat(page.locator("answer-text")).hasCount(0);
            page.getByLabel("Stop answering").click();
            assertThat(page.getByText("Stopped; this is what had come.")).isVisible();
        }
    }

    @Test
    void onlyTheChosenSourcesAreAsked() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            DataPageIT.upload(
                    page, "moorings.csv", "name,text\nNorth quay,The north quay takes ships of forty metres\n");
            assertThat(page.locator("file-drop li")).containsText("1 document ready");
            page.reload();
            page.getByText("all sources").first().click();
            page.locator("source-choice")
                    .getByLabel(Pattern.compile("moorings"))
                    .check();
            assertThat(page.locator("source-choice summary")).containsText("moorings");

            browser.ask("How long are the ships that the north quay takes?");
            assertThat(page.locator("answer-text")).containsText("forty metres");
            assertThat(page.locator("answer-view .strip li")).hasCount(1);
            page.reload();
            assertThat(page.locator("source-choice summary")).containsText("moorings");
        }
    }

    @Test
    void questionsAreSuggestedFromTheFieldsOfOnesOwnData() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            DataPageIT.upload(page, "tugs.csv", "name,captain\nHercules,Ines Vidal\n");
            assertThat(page.locator("file-drop li")).containsText("1 document ready");
            page.reload();

            page.getByLabel("Suggested questions")
                    .getByText("What is known about the captain of Hercules?")
                    .click();
            assertThat(page.locator("answer-text")).containsText("Ines Vidal");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void anAnswerUnderWayIsPickedUpAfterAReload() {
        try (Browser browser = browser();
                ScriptedServer model =
                        ScriptedServer.endlessAfter(OLLAMA, OLLAMA.begun(List.of("Still writing [1]. ")))) {
            switchTo(model);
            Page page = browser.page();
            browser.ask(FIRMWARE);
            assertThat(page.locator("answer-text")).containsText("Still writing");

            page.reload();

            assertThat(page.locator("answer-text")).containsText("Still writing");
            assertThat(page.locator("answer-view .strip li")).hasCount(5);
            page.getByLabel("Stop answering").click();
            assertThat(page.locator("answer-view footer")).isVisible();
        }
    }

    @Test
    void anAnswerGoesOnAfterTheConnectionWasCut() {
        try (Relay relay = Relay.to(port());
                Browser browser = Browser.open(relay.port());
                ScriptedServer model =
                        ScriptedServer.endlessAfter(OLLAMA, OLLAMA.begun(List.of("Still writing [1]. ")))) {
            switchTo(model);
            Page page = browser.page();
            browser.ask(FIRMWARE);
            Locator text = page.locator("answer-text .prose");
            assertThat(text).containsText("Still writing");
            int before = text.innerText().length();

            page.waitForRequest(Pattern.compile("/answer$"), relay::cut);
            relay.mend();

            await().pollInSameThread().until(() -> text.innerText().length() > before + 100);
            assertThat(text.innerText()).matches("(Still writing\\s*\\.\\s*)+(S.*)?");
            page.getByLabel("Stop answering").click();
            assertThat(page.getByText("Stopped; this is what had come.")).isVisible();
        }
    }

    @Test
    void aCitationThatDoesNotHoldIsShownAsSuch() {
        try (Browser browser = browser();
                ScriptedServer model = ScriptedServer.breakingAfter(
                        OLLAMA,
                        OLLAMA.begun(
                                List.of("It costs 98765 euros [1]. It weighs 54321 pounds [1]. See also [77]. ")))) {
            switchTo(model);
            Page page = browser.page();
            browser.ask(FIRMWARE);
            assertThat(page.locator("answer-text")).containsText("98765");
            model.breakOff();

            assertThat(page.locator("citation-chip button.failed")).hasCount(3);
            Locator reason = page.getByText("The number 98765 does not occur").last();
            assertThat(reason).isHidden();
            page.getByText("3 sentences are not confirmed").click();
            assertThat(reason).isVisible();
        }
    }

    @Test
    void everythingWorksByKeyboardAlone() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            page.getByLabel("Question", new Page.GetByLabelOptions().setExact(true))
                    .focus();
            page.keyboard().type(FIRMWARE);
            page.keyboard().press("Enter");
            assertThat(page.locator("answer-view footer")).isVisible();

            tabTo(page, "citation-chip", true);
            page.keyboard().press("Enter");
            assertThat(page.locator("passage-card[chosen]")).isFocused();
            page.keyboard().press("Escape");
            assertThat(page.locator("sources-panel")).hasCount(0);
            assertThat(page.locator("citation-chip button").last()).isFocused();

            tabTo(page, "conversation-list", true);
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void twoBrowsersDoNotSeeEachOthersConversations() {
        try (Browser ada = browser();
                Browser bob = browser()) {
            ada.ask(FIRMWARE);
            bob.ask("What does it cost to bring a bicycle back late?");

            assertThat(ada.page().locator("answer-text")).containsText("do not update to 3.9");
            assertThat(bob.page().locator("answer-text")).containsText("5 euros");
            assertThat(ada.page().locator("conversation-list a")).hasText(FIRMWARE);
            assertThat(bob.page().locator("conversation-list a")).hasText(Pattern.compile("What does it cost.*"));
        }
    }

    @Test
    void onAPhoneTheConversationsAreADrawerAndTheSourcesFillTheScreen() {
        try (Browser browser = browser().phone()) {
            Page page = browser.page();
            assertThat(page.locator("conversation-list")).not().isInViewport();
            browser.ask(FIRMWARE);
            page.locator("citation-chip button").first().click();

            assertThat(page.locator("sources-panel").boundingBox().width).isEqualTo(390);
            page.getByLabel("Close sources").click();
            page.getByText("Conversations", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page.locator("conversation-list")).isInViewport();
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(390);
            assertThat(browser.problems()).isEmpty();
        }
    }

    /// Presses Tab (or Shift and Tab) until an element of this kind has the focus.
    private static void tabTo(Page page, String element, boolean backwards) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press(backwards ? "Shift+Tab" : "Tab");
            String path = (String) page.evaluate("""
                    () => {
                      const path = [];
                      for (let at = document.activeElement; at; at = at.shadowRoot?.activeElement) path.push(at.localName);
                      return path.join(" ");
                    }""");
            if (path.contains(element)) {
                return;
            }
        }
        throw new AssertionError(element + " is not reached by Tab");
    }
}
