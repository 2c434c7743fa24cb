package io.tabletalk.page;

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

/// Pictures of views, of which each is without violations of accessibility rules. They go to `target/images`, or to where
/// the system property `images` says: `-Dimages=docs/images`.
final class Pictures {

    private static final Path FOLDER = Path.of(System.getProperty("images", "target/images"));
    private static final int MAX_BYTES = 150_000;

    private Pictures() {}

    /// Shows the page in this way, and returns how names of its pictures end.
    static String show(Browser browser, boolean dark, boolean phone) {
        if (dark) {
            browser.dark();
        }
        if (phone) {
            browser.phone();
        }
        return (phone ? "-phone" : "") + (dark ? "-dark" : "") + ".png";
    }

    /// @param path of what is looked at; see [Accessibility#violations]
    static void keep(Page page, String name, String... path) throws IOException {
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
