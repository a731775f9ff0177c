package dev.quartet.functions.blog.thumbnail;

/**
 * What a file says of itself, read without decoding a pixel.
 *
 * @param format      told by its content
 * @param width       pixels, as stored: before the orientation is applied
 * @param height      pixels, as stored
 * @param orientation 1 to 8, as EXIF numbers them
 * @param coding      what its samples mean; only a JPEG file's decoder leaves that open
 * @param profile     the ICC profile; empty if it has none
 * @param clean       the same picture without what does not matter for showing it: no EXIF, XMP, IPTC, comments, embedded previews,
 *                    nor anything behind its end
 * @param still       what the decoder gets to see: the first frame, and nothing but what is needed to decode it
 * @param left        pixels that the first frame lies from the picture's left edge
 * @param top         pixels that the first frame lies from the picture's upper edge
 */
record Picture(
        Format format,
        int width,
        int height,
        int orientation,
        Coding coding,
        byte[] profile,
        byte[] clean,
        byte[] still,
        int left,
        int top) {
    /** Decoded samples of a picture of this size, 4 channels, take at most 200 MB: memory is bounded before it is taken. */
    static final long MAX_PIXELS = 50_000_000;
    /** A JPEG file, which each thumbnail is, has at most 65,535 pixels on a side. */
    static final int MAX_SIDE = 65_500;

    Picture {
        check(width, height);
        if (orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException("orientation is " + orientation + "; allowed is 1 to 8");
        }
    }

    /**
     * Reads a file's headers.
     *
     * @throws RejectedException if it is none of the formats, cut short, or too large
     */
    static Picture of(byte[] file) {
        if (file.length == 0) {
            throw new RejectedException("The file is empty.");
        }
        Format format = Format.of(file);
        if (format == null) {
            throw new RejectedException("The file is not a picture: it is neither JPEG, PNG, GIF nor WebP.");
        }
        return switch (format) {
            case JPEG -> new JpegFile(file).read();
            case PNG -> new PngFile(file).read();
            case GIF -> new GifFile(file).read();
            case WEBP -> new WebpFile(file).read();
        };
    }

    /** @throws RejectedException if a picture of this size is not taken */
    static void check(long width, long height) {
        if (width < 1 || height < 1) {
            throw new RejectedException("The picture is " + width + " x " + height + " pixels: it has no area.");
        }
        if (width > MAX_SIDE || height > MAX_SIDE) {
            throw new RejectedException("The picture is " + width + " x " + height + " pixels; a side has at most "
                    + MAX_SIDE + " pixels.");
        }
        if (width * height > MAX_PIXELS) {
            throw new RejectedException("The picture is " + width + " x " + height + " pixels: "
                    + (width * height + 999_999) / 1_000_000 + " megapixels; at most " + MAX_PIXELS / 1_000_000
                    + " are allowed.");
        }
    }

    /** Whether it is shown lying on its side. */
    boolean turned() {
        return orientation >= 5;
    }

    int shownWidth() {
        return turned() ? height : width;
    }

    int shownHeight() {
        return turned() ? width : height;
    }
}
