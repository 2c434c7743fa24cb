package io.tabletalk.source.document;

/// What a page looks like.
///
/// @param width  in pixels
/// @param height in pixels
/// @param pixels row by row from the top, three bytes each: red, green, blue
public record PagePicture(int width, int height, byte[] pixels) {

    /// The most pixels of a picture: enough to read a page by.
    public static final int MAX_PIXELS = 2_500_000;

    public PagePicture {
        if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS || pixels.length != 3 * width * height) {
            throw new IllegalArgumentException("This is no picture of at most " + MAX_PIXELS + " pixels.");
        }
    }
}
