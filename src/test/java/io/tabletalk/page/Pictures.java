package io.tabletalk.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.tabletalk.testing.Browser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/// Pictures of views, of which each is without violations of accessibility rules. They go to `target/images`, or to
/// where the system property `images` says: `-Dimages=docs/images`.
final class Pictures {

    private static final Path NOWHERE_ELSE = Path.of("target/images");
    private static final Path FOLDER = Path.of(System.getProperty("images", NOWHERE_ELSE.toString()));
    private static final int MAX_BYTES = 150_000;

    private Pictures() {}

    /// Keeps the view as it is light and dark, on desktop and phone.
    ///
    /// @param path of what is looked at; see [Accessibility#violations]
    static void keep(Browser browser, String name, String... path) throws IOException {
        Page page = browser.page();
        for (boolean phone : new boolean[] {false, true}) {
            page.setViewportSize(phone ? 390 : 1280, phone ? 844 : 800);
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                String kind = (phone ? "-phone" : "") + (scheme == ColorScheme.DARK ? "-dark" : "");
                keepOne(page, name + kind + ".png", path);
            }
        }
        page.setViewportSize(1280, 800);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static void keepOne(Page page, String name, String... path) throws IOException {
        page.mouse().move(0, 0);
        assertThat(Accessibility.violations(page, path)).as(name).isEmpty();
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                .as("%s is not wider than the screen", name)
                .isLessThanOrEqualTo(page.viewportSize().width);
        Files.createDirectories(FOLDER);
        Path file = FOLDER.resolve(name);
        byte[] picture = page.screenshot();
        if (FOLDER.equals(NOWHERE_ELSE)) {
            Files.write(file, picture);
        } else {
            compress(ImageIO.read(new ByteArrayInputStream(picture)), file);
            assertThat(Files.size(file)).as(name).isLessThan(MAX_BYTES);
        }
    }

    /// The browser compresses for speed; pictures that are published are worth the time.
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
