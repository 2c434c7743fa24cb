package io.tabletalk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.tabletalk.chat.model.ScriptedServer;
import io.tabletalk.chat.model.WireFormat;
import io.tabletalk.source.document.SampleDocuments;
import io.tabletalk.testing.Browser;
import io.tabletalk.testing.Mongo;
import io.tabletalk.testing.Postgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Bringing data and watching it arrive.
class DataPageIT extends PageServer {

    @Autowired
    private JdbcClient database;

    @Test
    void anUploadedCsvIsReadAndAskedAbout() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            upload(page, "ferries.csv", "name,harbour\nAurora,The ferry Aurora leaves from Lindness harbour\n");

            assertThat(page.locator("file-drop li")).containsText("1 document ready");
            browser.ask("Where does the ferry Aurora leave from?");

            assertThat(page.locator("answer-text")).containsText("Lindness harbour");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void anotherFileOfTheSameNameReplacesTheFirstOnlyWhenToldTo() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            upload(page, "berths.csv", "name,place\nNorth,by the old lighthouse\n");
            assertThat(page.locator("file-drop li")).containsText("1 document ready");

            upload(page, "berths.csv", "name,place\nSouth,by the new crane\nWest,by the mill\n");
            Locator second = page.locator("file-drop li").first();
            assertThat(second).containsText("another file of this name");
            second.getByText("Replace it").click();

            assertThat(second).containsText("2 documents ready");
            assertThat(second.locator("button")).hasCount(0);
        }
    }

    @Test
    void anUploadIsCalledAsItsFileIsHoweverLongItsNameAndItsFateIsSeen() {
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            page.setViewportSize(1280, 420);
            String name = "readings-of-the-gauges-on-the-upper-river-and-all-that-flows-into-it-2026.csv";
            upload(page, name, "name,place\nOne,by the weir\n");
            assertThat(page.locator("file-drop li")).containsText("1 document ready");
            assertThat(page.locator("file-drop li")).isInViewport();

            Locator link = page.locator("source-table tbody th a").last();
            assertThat(link).hasText(name);
            assertThat(link).hasAttribute("title", name);
            assertThat(page.getByLabel("Sync " + name).boundingBox().height)
                    .as("one line")
                    .isLessThan(45);
            assertThat((boolean) page.locator("source-table .table")
                            .evaluate("table => table.scrollWidth > table.clientWidth"))
                    .isFalse();
            link.click();
            assertThat(page.locator("source-page h2[tabindex]")).hasText(name);
            page.getByText("Try a search", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.getByLabel("Question to search for").fill("weir");
            page.keyboard().press("Enter");
            assertThat(page.locator("search-box passage-card")).not().containsText("uploads");
        }
    }

    @Test
    void ofAFileThatCannotBeReadItIsSaidWhichCan() {
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            page.getByLabel("Files to add")
                    .setInputFiles(new FilePayload(
                            "setup.exe", "application/octet-stream", new byte[] {'M', 'Z', 0, 0, 1, 0, 0, 0}));

            assertThat(page.locator("file-drop li .problem"))
                    .containsText("Text of any name can be, and files that end in csv, tsv");
            assertThat(page.locator("source-table tbody tr")).hasCount(1);
        }
    }

    @Test
    void questionsAreSuggestedAboutWhatHasMeaningAndOfSeveralSources() {
        try (Browser browser = browser()) {
            Page page = browser.page();
            Object suggested = page.evaluate("""
                    async () => {
                      const { aboutARecord, inTurn, spread } = await import("/page/chat/suggestions.js");
                      return [
                        aboutARecord("nokey 19a9fe02#1", {}, new Map([["a", "1"], ["col_2", "x"]])),
                        aboutARecord("Heron", {}, new Map([["wheels", 2], ["brake_kind", "disc"], ["notes", "Carries two crates"]])),
                        aboutARecord("Heron", {}, new Map([["a", "a thing or two"], ["brake_kind", "disc"]])),
                        aboutARecord("a.csv row 1", { file: "a.csv", row: 1 }, new Map([["city", "Berlin"], ["x", "two words"]])),
                        inTurn([["sample 1", "sample 2"], ["a"], [], ["z"]]).join(),
                        spread(["a", "b", "c", "d", "e", "f"], 3).join(),
                      ];
                    }""");

            assertThat(suggested)
                    .isEqualTo(Arrays.asList(
                            null,
                            "What is known about the notes of Heron?",
                            "What is the brake kind of Heron?",
                            "What is known about “Berlin”?",
                            "sample 1,a,z,sample 2",
                            "a,c,e"));
        }
    }

    @Test
    void aPostgresTableComesInThroughTheForm() {
        Postgres postgres = Postgres.create();
        postgres.execute(
                "CREATE TABLE lighthouse (id int PRIMARY KEY, name text, story text)",
                "INSERT INTO lighthouse VALUES (1, 'Skerry', 'The Skerry lamp burns rapeseed oil.')");
        try (Browser browser = browser().view("#/data/add")) {
            Page page = browser.page();
            page.getByLabel("Password").fill("of another database");
            page.getByLabel("MongoDB").check();
            page.getByLabel("PostgreSQL").check();
            assertThat(page.getByLabel("Password")).hasValue("");
            page.getByLabel("Port").fill(String.valueOf(postgres.port()));
            page.getByLabel("Database").fill(postgres.database());
            page.getByLabel("User").fill(Postgres.READER);
            page.getByLabel("Password").fill("wrong");
            page.getByLabel("Table or view").fill("lighthouse");
            page.getByText("Test connection").click();
            assertThat(page.locator("database-form [role=status].problem"))
                    .not()
                    .isEmpty();

            page.getByLabel("Password").fill(Postgres.PASSWORD);
            page.getByText("Test connection").click();
            assertThat(page.locator("database-form [role=status].good")).not().isEmpty();
            page.getByLabel("Table or view").fill("");
            page.getByText("List tables").click();
            page.locator("database-form .tables").getByText("lighthouse").click();
            assertThat(page.getByLabel("Table or view")).hasValue("lighthouse");
            assertThat(page.getByLabel("Sample rows")).containsText("rapeseed oil");
            browser.phone();
            assertThat((boolean) page.getByLabel("Fields").evaluate("table => table.scrollWidth > table.clientWidth"))
                    .as("every field and choice is in sight")
                    .isFalse();
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(390);
            page.getByLabel("name: search in it").uncheck();
            assertThat(page.getByLabel("Sample rows")).isVisible();
            assertThat(page.getByLabel("id: part of the key")).isChecked();
            assertThat(page.getByLabel("story: search in it")).isChecked();
            page.getByText("Start reading").click();

            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("lighthouse")))
                    .isVisible();
            assertThat(page.locator("source-page .status.completed").first()).isVisible();
            page.getByText("Try a search", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.getByLabel("Question to search for").fill("Which oil?");
            page.keyboard().press("Enter");
            assertThat(page.locator("search-box passage-card")).containsText("rapeseed oil");
            assertThat((String) page.evaluate("fetch('/api/sources').then((answer) => answer.text())"))
                    .doesNotContain(Postgres.PASSWORD);
        }
    }

    @Test
    void aPostgresTableIsFollowedLive() {
        Postgres postgres = Postgres.create();
        postgres.execute(
                "CREATE TABLE buoy (id int PRIMARY KEY, name text, note text)",
                "INSERT INTO buoy VALUES (1, 'Alpha', 'The Alpha buoy is painted orange.')");
        try (Browser browser = browser().view("#/data/add")) {
            Page page = browser.page();
            page.getByLabel("Port").fill(String.valueOf(postgres.port()));
            page.getByLabel("Database").fill(postgres.database());
            page.getByLabel("User").fill("postgres");
            page.getByLabel("Table or view").fill("buoy");
            page.getByLabel("Follow changes live").check();
            page.getByText("Start reading").click();
            assertThat(page.locator("source-page .status.live"))
                    .hasText("live", new LocatorAssertions.HasTextOptions().setTimeout(30_000));
            assertThat(page.locator("source-page"))
                    .containsText("1 document", new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));

            postgres.execute("INSERT INTO buoy VALUES (2, 'Bravo', 'The Bravo buoy is painted green.')");
            assertThat(page.locator("source-page"))
                    .containsText("2 documents", new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));
            browser.view("#/data");
            Locator line = page.locator("source-table tr", new Page.LocatorOptions().setHasText("buoy"));
            assertThat(line.locator(".status.live")).isVisible();
            assertThat(line.locator(".lag")).isVisible();
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void theStagesOfAReadAreShownApartUntilItEnds() {
        StringBuilder rows = new StringBuilder("name,text\n");
        for (int i = 0; i < 900; i++) {
            rows.append("Note ")
                    .append(i)
                    .append(",The gauge ")
                    .append(i)
                    .append(" shows ")
                    .append(7 * i)
                    .append(" litres\n");
        }
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            upload(page, "gauges.csv", rows.toString());
            page.getByText("open", new Page.GetByTextOptions().setExact(true)).click();

            Locator bars = page.locator("batch-progress .bar");
            assertThat(bars).hasText(new Pattern[] {
                Pattern.compile("Read.*document.*"),
                Pattern.compile("Embed.*a second.*"),
                Pattern.compile("Apply.*a second.*")
            });
            assertThat(Accessibility.violations(page)).isEmpty();
            assertThat(page.locator("source-attempts [data-label=New]"))
                    .hasText("900", new LocatorAssertions.HasTextOptions().setTimeout(120_000));
            assertThat(bars).hasCount(0);
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void aMongoCollectionComesInThroughTheForm() {
        Mongo mongo = Mongo.create();
        mongo.insert(
                "ferry",
                "{\"_id\": \"aurora\", \"name\": \"Aurora\", \"note\": \"The Aurora carries eleven bicycles.\"}");
        Map<String, Object> settings = mongo.settings("ferry");
        try (Browser browser = browser().view("#/data/add")) {
            Page page = browser.page();
            page.getByLabel("MongoDB").check();
            page.getByLabel("Use a connection string").check();
            page.getByLabel("Connection string", new Page.GetByLabelOptions().setExact(true))
                    .fill((String) settings.get("connection_string"));
            page.getByLabel("Database").fill(mongo.database());
            page.getByLabel("Collection").fill("ferry");
            page.getByText("Preview", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            assertThat(page.getByLabel("Sample rows")).containsText("eleven bicycles");
            page.getByText("Start reading").click();

            assertThat(page.locator("source-page .status.completed").first()).isVisible();
            browser.view("#/chat");
            browser.ask("How many bicycles does the ferry Aurora carry?");
            assertThat(page.locator("answer-text")).containsText("eleven");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void theSampleIsLoadedWhereThereIsNothing() {
        removeTheSampleData();
        try (Browser browser = browser()) {
            Page page = browser.page();
            page.getByText("Load the sample").click();

            assertThat(page.locator("empty-state ul[aria-label] li")).hasCount(3);
            assertThat(page.getByText("Load the sample")).hasCount(0);
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void aFailedDocumentIsShownWithItsReasonAndRetried() throws Exception {
        try (Browser browser = browser()) {
            Page page = browser.page();
            upload(page, "tools.csv", "id,name,note\n1,Hammer,for nails\n2,broken\n");
            assertThat(page.locator("file-drop li")).containsText("1 failed");
            page.getByText("open", new Page.GetByTextOptions().setExact(true)).click();
            Locator failed = page.locator("failed-documents tbody tr");
            assertThat(failed).hasCount(1);
            assertThat(failed).containsText("read");
            assertThat((String) page.evaluate("fetch('/status').then((answer) => answer.text())"))
                    .contains("1 failure is listed");

            Files.writeString(DATA.resolve("uploads/tools.csv"), "id,name,note\n1,Hammer,for nails\n2,Saw,for wood\n");
            page.getByText("Retry", new Page.GetByTextOptions().setExact(true)).click();

            assertThat(failed).hasCount(0);
            assertThat(page.locator("source-page")).containsText("2 documents");
        }
    }

    @Test
    void deletingASourceSaysWhatItRemovesAndRemovesIt() {
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            upload(page, "gone.csv", "name,text\nOne,a text that is soon gone\n");
            assertThat(page.locator("file-drop li")).containsText("1 document ready");
            String source = page.locator("source-table a", new Page.LocatorOptions().setHasText("gone.csv"))
                    .first()
                    .innerText();
            Locator line = page.locator("source-table tr", new Page.LocatorOptions().setHasText(source));
            line.getByLabel("More for ").click();
            assertThat(Accessibility.violations(page)).isEmpty();
            line.getByText("Delete…").click();
            Locator question = line.locator("confirm-dialog#delete");
            assertThat(question).containsText("1 document");
            assertThat(question).not().containsText("0 failures");

            question.locator(".danger").click();

            assertThat(page.locator("source-table a", new Page.LocatorOptions().setHasText("gone.csv")))
                    .hasCount(0);
        }
    }

    @Test
    void aSourceIsPausedScheduledChangedAndReindexed() {
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            upload(page, "kites.csv", "name,text\nOne,a red kite\nTwo,a blue kite\n");
            assertThat(page.locator("file-drop li")).containsText("2 documents ready");
            page.getByText("open", new Page.GetByTextOptions().setExact(true)).click();

            menu(page, "Pause");
            assertThat(page.locator("source-page .status").first()).hasText("paused");
            assertThat(page.getByLabel(Pattern.compile("^Sync "))).isDisabled();
            menu(page, "Resume");
            assertThat(page.locator("source-page .status").first()).hasText("completed");

            menu(page, "Edit");
            page.getByLabel("When to read it").selectOption("every");
            page.getByLabel("How many").fill("6");
            page.getByLabel("Of what").selectOption("hour");
            page.locator("source-schedule button").click();
            assertThat(page.locator("source-schedule")).containsText("Read every 6 hours, next ");
            page.locator("source-settings button").click();
            page.getByLabel("text columns").fill("text");
            page.getByText("Save and read again").click();
            assertThat(page.locator("source-settings table")).containsText("text");

            menu(page, "Full reindex…");
            page.getByText("Reindex", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.getByText("Reading", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page.locator("source-attempts .status").first()).hasText("reindex completed");
            assertThat(page.locator("source-attempts tbody tr")).hasCount(3);
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void documentsAreBrowsedFoundByWordsAndLookedAt() {
        try (Browser browser = browser().view("#/data/source/demo/documents")) {
            Page page = browser.page();
            assertThat(page.locator("document-list tbody tr")).hasCount(50);
            page.getByText("Show more").click();
            assertThat(page.locator("document-list tbody tr")).hasCount(100);

            page.getByLabel("Words or key to look for").fill("Mistral firmware");
            page.keyboard().press("Enter");
            page.locator("document-list").getByText("Bicycle Mistral").first().click();

            assertThat(page.locator("document-viewer h2")).containsText("Mistral");
            assertThat(page.locator("document-viewer")).containsText("3.9");
            page.getByText("All documents").click();
            assertThat(page.locator("document-list tbody tr")).hasCount(50);
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void aDocumentIsDeletedWithAReceiptAndLetInAgain() {
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            upload(page, "secrets.csv", "name,text\nOne,the hidden word is xylophone\n");
            assertThat(page.locator("file-drop li")).containsText("1 document ready");
            page.getByText("open", new Page.GetByTextOptions().setExact(true)).click();
            page.getByText("Documents", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.locator("document-list tbody a").click();
            page.getByText("Delete this document…").click();
            page.locator("delete-document confirm-dialog .danger").click();

            Locator receipt = page.locator("delete-document .card");
            assertThat(receipt).containsText("Deleted.");
            assertThat(receipt).isFocused();
            assertThat(receipt).containsText("stays out until it is let in again");
            assertThat(Accessibility.violations(page)).isEmpty();
            page.getByText("Let it in again").click();
            assertThat(receipt).containsText("which brings it back");
            page.getByText("Reading", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page.locator("source-attempts tbody tr")).hasCount(2);
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void documentsThatAreLeftOutAreListedAndLetInAgain() {
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            upload(page, "tides.csv", "name,text\nOne,the tide turns at noon\nTwo,the tide turns at night\n");
            assertThat(page.locator("file-drop li")).containsText("2 documents ready");
            page.getByText("open", new Page.GetByTextOptions().setExact(true)).click();
            page.getByText("Documents", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page.locator("document-list tbody tr")).hasCount(2);
            assertThat(page.locator("excluded-documents tbody tr")).hasCount(0);
            page.locator("document-list tbody a").first().click();
            page.getByText("Delete this document…").click();
            page.locator("delete-document confirm-dialog .danger").click();
            assertThat(page.locator("delete-document .card")).containsText("Deleted.");

            page.getByText("All documents").click();
            assertThat(page.locator("document-list tbody tr")).hasCount(1);
            assertThat(page.locator("excluded-documents tbody tr")).hasCount(1);
            assertThat(Accessibility.violations(page)).isEmpty();
            page.locator("excluded-documents button").click();
            assertThat(page.locator("excluded-documents tbody tr")).hasCount(0);
            assertThat(page.locator("excluded-documents")).containsText("which brings it back");

            page.getByText("Reading", new Page.GetByTextOptions().setExact(true))
                    .click();
            Locator latest = page.locator("source-attempts tbody tr").first();
            assertThat(page.locator("source-attempts tbody tr")).hasCount(2);
            assertThat(latest.locator("[data-label=New]")).hasText("1");
            assertThat(latest.locator("[data-label=Unchanged]")).hasText("1");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void anAttemptTellsNewUpdatedDeletedUnchangedAndFailedApart() {
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            upload(page, "birds.csv", "id,name,text\n1,Heron,fishes\n2,Swift,flies\n3,Wren,sings\n");
            assertThat(page.locator("file-drop li")).containsText("3 documents ready");
            replace(
                    page,
                    "birds.csv",
                    "id,name,text\n1,Heron,fishes\n2,Swift,sleeps in the air\n4,Owl,hoots\n5,Gull\n");
            assertThat(page.locator("file-drop li").first()).containsText("1 failed");
            page.getByText("open", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();

            Locator first = page.locator("source-attempts tbody tr").last();
            assertThat(first.locator("[data-label=New]")).hasText("3");
            Locator latest = page.locator("source-attempts tbody tr").first();
            assertThat(latest.locator("td")).containsText(new String[] {"completed with errors"});
            assertThat(latest.locator("[data-label=Updated]")).not().hasText("0");
            assertThat(latest.locator("[data-label=Failed]")).hasText("1");
            assertThat(browser.problems()).allMatch(problem -> problem.contains("409"));
        }
    }

    @Test
    void filesAreDroppedOnThePage() {
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            JSHandle dropped = page.evaluateHandle("""
                    () => {
                      const data = new DataTransfer();
                      data.items.add(new File(["name,text\\nOne,a kelp forest\\n"], "kelp.csv"));
                      data.items.add(new File(["# Reef\\n\\nThe reef is closed in May."], "reef.md"));
                      return data;
                    }""");
            page.locator("file-drop label").dispatchEvent("drop", Map.of("dataTransfer", dropped));

            assertThat(page.locator("file-drop li")).hasCount(2);
            assertThat(page.locator("file-drop li .good")).hasCount(2);
            assertThat(page.locator("source-table tbody tr")).hasCount(3);
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void allFailedDocumentsAreRetriedAtOnce() throws Exception {
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            upload(page, "bolts.csv", "id,name,note\n1,M4,short\n2,broken\n3,broken too\n");
            assertThat(page.locator("file-drop li")).containsText("2 failed");
            page.getByText("open", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("failed-documents tbody tr")).hasCount(2);

            anHourPasses();
            Files.writeString(DATA.resolve("uploads/bolts.csv"), "id,name,note\n1,M4,short\n2,M5,long\n3,M6,longer\n");
            page.getByText("Retry all").click();

            assertThat(page.locator("source-page"))
                    .containsText("3 documents", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            assertThat(page.locator("source-page"))
                    .containsText("0 failures", new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            assertThat(page.locator("failed-documents")).hasCount(0);
            assertThat(page.locator("source-attempts [data-label=Duration]"))
                    .hasText(Pattern.compile("\\d+ ms|[\\d.]+ s"));
        }
    }

    /// For the batches that there are.
    private void anHourPasses() {
        database.sql("UPDATE batch SET created_at = created_at - :hour, finished_at = finished_at - :hour")
                .param("hour", Duration.ofHours(1).toNanos() / 1_000)
                .update();
    }

    @Test
    void theLastAuditIsShownAndMadeAnew() {
        try (Browser browser = browser().view("#/data/source/demo")) {
            Page page = browser.page();
            page.getByText("Verify now").click();

            assertThat(page.locator("source-audit"))
                    .containsText(
                            "The index holds every document of the source as it is",
                            new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
            assertThat(page.locator("source-audit")).containsText("172 documents compared");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void aFolderIsConnectedByItsSettings() throws Exception {
        Path folder = Files.createDirectory(DATA.resolve("teas"));
        Files.writeString(folder.resolve("mint.md"), "# Mint\n\nMint tea is poured from a height.\n");
        try (Browser browser = browser().view("#/data/add")) {
            Page page = browser.page();
            page.getByLabel("Folder").check();
            page.getByLabel("file path").fill("teas");
            page.getByText("Preview", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(page.getByLabel("Sample rows")).containsText("mint.md");
            assertThat(Accessibility.violations(page)).isEmpty();
            page.getByText("Start reading").click();

            assertThat(page.locator("source-attempts .status")).hasText("completed");
            assertThat(browser.problems()).isEmpty();
        }
    }

    @Test
    void aPageOfAPdfIsShownAsItLooks() {
        try (Browser browser = browser().view("#/data")) {
            Page page = browser.page();
            page.getByLabel("Files to add")
                    .setInputFiles(new FilePayload(
                            "valve.pdf",
                            "application/pdf",
                            SampleDocuments.pdf("Nothing here.", "The valve opens at four bars.")));
            assertThat(page.locator("file-drop li")).containsText("2 documents ready");
            page.getByText("open", new Page.GetByTextOptions().setExact(true)).click();
            page.getByText("Documents", new Page.GetByTextOptions().setExact(true))
                    .click();
            page.locator("document-list tbody a").last().click();

            assertThat(page.locator("document-viewer .body")).containsText("four bars");
            Locator picture = page.getByAltText("Page 2 of valve.pdf");
            assertThat(picture).isVisible();
            assertThat(Accessibility.violations(page)).isEmpty();
            await().pollInSameThread().until(() -> (int) picture.evaluate("image => image.naturalWidth") > 1_000);
            assertThat(browser.problems()).isEmpty();
        }
    }

    private static void menu(Page page, String action) {
        Locator actions = page.locator("source-page source-actions");
        actions.getByLabel(Pattern.compile("^More for ")).click();
        actions.getByText(action, new Locator.GetByTextOptions().setExact(true)).click();
    }

    @Test
    void settingsTellTheModelAndTheHealthAndRefuseAModelThatDoesNotAnswer() {
        try (Browser browser = browser().view("#/settings")) {
            Page page = browser.page();
            assertThat(page.locator("model-form")).containsText("No model");
            assertThat(page.locator("health-list tbody tr th")).containsText(new String[] {"index"});
            page.getByLabel("Provider").selectOption("ollama");
            page.getByLabel("Address").fill("http://localhost:9");
            page.getByText("Test and use").click();

            assertThat(page.locator("model-form [role=status]")).containsText("The model in use was not changed");
            page.getByLabel("Dark").check();
            assertThat((String) page.evaluate("getComputedStyle(document.body).colorScheme"))
                    .isEqualTo("dark");
            assertThat(browser.problems()).allMatch(problem -> problem.contains("502"));
        }
    }

    @Test
    void settingsSayWhereTheModelIsAndWhereAKeyGoes() {
        try (ScriptedServer model = ScriptedServer.silent(WireFormat.OPENAI);
                Browser browser = browser().view("#/settings")) {
            Page page = browser.page();
            Locator form = page.locator("model-form");
            Locator key = page.getByLabel("API key", new Page.GetByLabelOptions().setExact(false));
            page.getByLabel("Provider").selectOption("openai");
            assertThat(page.getByLabel("Address")).hasValue("https://api.openai.com/v1");
            assertThat(form).containsText("sent to https://api.openai.com/v1 and nowhere else");
            key.fill("key-for-another");
            page.getByLabel("Provider").selectOption("openai-compatible");
            assertThat(key).hasValue("");

            page.getByLabel("Model", new Page.GetByLabelOptions().setExact(true))
                    .fill("scripted");
            page.getByLabel("Address").fill(model.address());
            key.fill("key-of-this-one");
            assertThat(form).containsText("sent to " + model.address() + " and nowhere else");
            page.getByText("Test and use").click();
            assertThat(form).containsText("scripted answers now.");
            assertThat(key).hasValue("");

            page.reload();
            assertThat(form)
                    .containsText("openai-compatible · scripted at " + model.address() + "/v1, with an API key");
            assertThat(page.getByLabel("Model", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue("scripted");
            assertThat(page.getByLabel("Address")).hasValue(model.address() + "/v1");
            assertThat(form).containsText("Without one, the key in use is sent there.");
            assertThat((String) page.evaluate("fetch('/api/llm/current').then((answer) => answer.text())"))
                    .doesNotContain("key-of-this-one");
            assertThat(Accessibility.violations(page)).isEmpty();
            assertThat(browser.problems()).isEmpty();
        }
    }

    /// Uploads another file of a name that is there already, and confirms it.
    static void replace(Page page, String name, String content) {
        upload(page, name, content);
        page.locator("file-drop li").first().getByText("Replace it").click();
    }

    static void upload(Page page, String name, String content) {
        page.getByLabel("Files to add")
                .setInputFiles(new FilePayload(name, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
    }
}
