package io.tabletalk.source.document.parser;

import io.tabletalk.source.document.PagePicture;
import io.tabletalk.source.document.UnreadableDocumentException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/// Draws pages of PDF files. Nothing that a file wants to run is run: only what is to be seen is drawn.
final class PdfPages {

    /// Pixels to a point of the page, of which an inch has 72, for pages of a usual size.
    private static final float SCALE = 2f;

    private PdfPages() {}

    /// @param page from 1
    static PagePicture picture(Path path, int page) throws UnreadableDocumentException {
        try (PDDocument document = Loader.loadPDF(path.toFile())) {
            if (page < 1 || page > document.getNumberOfPages()) {
                throw new UnreadableDocumentException(
                        "There is no page " + page + "; the file has " + document.getNumberOfPages() + ".");
            }
            PDRectangle size = document.getPage(page - 1).getCropBox();
            return pixels(new PDFRenderer(document).renderImage(page - 1, scale(size), ImageType.RGB));
        } catch (InvalidPasswordException e) {
            throw new UnreadableDocumentException("It is protected by a password.");
        } catch (IOException | RuntimeException e) {
            throw new UnreadableDocumentException("The page cannot be drawn.");
        }
    }

    /// So that the picture is within its bounds, however large the page says it is.
    private static float scale(PDRectangle size) {
        double points = Math.max(1.0, (double) size.getWidth() * size.getHeight());
        return (float) Math.min(SCALE, 0.99 * Math.sqrt(PagePicture.MAX_PIXELS / points));
    }

    private static PagePicture pixels(BufferedImage image) {
        int[] colours = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        byte[] pixels = new byte[3 * colours.length];
        for (int i = 0; i < colours.length; i++) {
            pixels[3 * i] = (byte) (colours[i] >> 16);
            pixels[3 * i + 1] = (byte) (colours[i] >> 8);
            pixels[3 * i + 2] = (byte) colours[i];
        }
        return new PagePicture(image.getWidth(), image.getHeight(), pixels);
    }
}
