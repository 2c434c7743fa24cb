package io.tabletalk.source;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// What a page of a file looks like, as a PNG file that was written here.
///
/// @param png the file's bytes
public record PageImage(byte[] png) {

    /// @param pixels row by row from the top, three bytes each: red, green, blue
    public static PageImage of(int width, int height, byte[] pixels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] colours = new int[width * height];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = (pixels[3 * i] & 0xFF) << 16 | (pixels[3 * i + 1] & 0xFF) << 8 | pixels[3 * i + 2] & 0xFF;
        }
        image.setRGB(0, 0, width, height, colours, 0, width);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("A stream in memory takes everything", e);
        }
        return new PageImage(png.toByteArray());
    }
}
