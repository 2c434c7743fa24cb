package io.tabletalk.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.tabletalk.testing.Browser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every view, light and dark, on desktop and phone: without violations of accessibility rules, and as a picture. The
/// pictures go to `target/images`, or to where the system property `images` says: `-Dimages=docs/images`.
class ScreenshotsIT extends PageServer {

    private static final Path FOLDER = Path.of(System.getProperty("images", "target/images"));
    private static final int MAX_BYTES = 150_000;

    @ParameterizedTest(name = "dark {0}, phone {1}")
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void everyViewIsAccessible(boolean dark, boolean phone) throws IOException {
        try (Browser browser = browser()) {
            if (dark) {
                browser.dark();
            }
            if (phone) {
                browser.phone();
            }
            String kind = (phone ? "-phone" : "") + (dark ? "-dark" : "") + ".png";
            Page page = browser.page();

            assertThat(page.locator("empty-state ul[aria-label] li")).hasCount(3);
            keep(page, "start" + kind);

            browser.ask("Which firmware must not be installed on the e-bike Mistral, and why?");
            assertThat(page.locator("answer-view footer")).isVisible();
            keep(page, "answer" + kind);

            page.locator("citation-chip button").first().click();
            assertThat(page.locator("passage-card[chosen] mark")).isVisible();
            keep(page, "sources" + kind);

            page.locator("passage-card[chosen]").getByText("Open the document").click();
            assertThat(page.locator("document-dialog document-viewer .body")).isVisible();
            keep(page, "opened" + kind, "tabletalk-app", "chat-view", "document-dialog", "dialog");
            page.getByLabel("Close the document").click();

            browser.view("#/data");
            assertThat(page.locator("source-table tbody tr").first()).isVisible();
            keep(page, "data" + kind);

            browser.view("#/data/source/demo");
            assertThat(page.locator("source-attempts table")).isVisible();
            keep(page, "source" + kind);

            browser.view("#/data/source/demo/documents");
            assertThat(page.locator("document-list table")).isVisible();
            keep(page, "documents" + kind);

            page.getByLabel("Words or key to look for").fill("returns late fee");
            page.keyboard().press("Enter");
            assertThat(page.locator("document-list tbody tr")).not().hasCount(50);
            page.locator("document-list tbody a").first().click();
            assertThat(page.locator("document-viewer .body")).isVisible();
            keep(page, "document" + kind);

            browser.view("#/data/source/demo/search");
            page.getByLabel("Question to search for").fill("What does it cost to bring a bicycle back late?");
            page.keyboard().press("Enter");
            assertThat(page.locator("search-box passage-card").first()).isVisible();
            keep(page, "search" + kind);

            browser.view("#/data/source/demo/fields");
            assertThat(page.locator("schema-preview table").first()).isVisible();
            keep(page, "fields" + kind);

            browser.view("#/data/source/demo/settings");
            page.locator("source-settings button").click();
            assertThat(page.locator("source-settings form")).isVisible();
            keep(page, "source-settings" + kind);

            browser.view("#/data/add");
            assertThat(page.locator("database-form form")).isVisible();
            keep(page, "add" + kind);

            browser.view("#/settings");
            assertThat(page.locator("health-list table")).isVisible();
            keep(page, "settings" + kind);

            assertThat(browser.problems()).isEmpty();
        }
    }

    private static void keep(Page page, String name, String... path) throws IOException {
        page.mouse().move(0, 0);
        assertThat(Accessibility.violations(page, path)).as(name).isEmpty();
        Files.createDirectories(FOLDER);
        Path file = FOLDER.resolve(name);
        compress(ImageIO.read(new ByteArrayInputStream(page.screenshot())), file);
        assertThat(Files.size(file)).as(name).isLessThan(MAX_BYTES);
    }

    /// The browser compresses for speed.
    private static void compress(BufferedImage picture, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality(0);
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }
}
