package io.tabletalk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.tabletalk.testing.Browser;
import io.tabletalk.testing.Mongo;
import io.tabletalk.testing.Postgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Bringing data and watching it arrive.
class DataPageIT extends PageServer {

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
    void aPostgresTableComesInThroughTheForm() {
        Postgres postgres = Postgres.create();
        postgres.execute(
                "CREATE TABLE lighthouse (id int PRIMARY KEY, name text, story text)",
                "INSERT INTO lighthouse VALUES (1, 'Skerry', 'The Skerry lamp burns rapeseed oil.')");
        try (Browser browser = browser().view("#/data/add")) {
            Page page = browser.page();
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
            page.getByText("Preview", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            assertThat(page.getByLabel("Sample rows")).containsText("rapeseed oil");
            assertThat(page.getByLabel("id: part of the key")).isChecked();
            assertThat(page.getByLabel("story: search in it")).isChecked();
            page.getByText("Start reading").click();

            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("lighthouse")))
                    .isVisible();
            assertThat(page.locator("source-page .status.completed").first()).isVisible();
            page.getByLabel("Question to search for").fill("Which oil?");
            page.keyboard().press("Enter");
            assertThat(page.locator("search-box passage-card")).containsText("rapeseed oil");
            assertThat((String) page.evaluate("fetch('/api/sources').then((answer) => answer.text())"))
                    .doesNotContain(Postgres.PASSWORD);
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
            page.getByLabel("Delete " + source).click();
            assertThat(page.locator("confirm-dialog")).containsText("1 document");

            page.locator("confirm-dialog .danger").click();

            assertThat(page.locator("source-table a", new Page.LocatorOptions().setHasText("gone.csv")))
                    .hasCount(0);
        }
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

    static void upload(Page page, String name, String content) {
        page.getByLabel("Files to add")
                .setInputFiles(new FilePayload(name, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
    }
}
