package dev.quartet.functions.blog.thumbnail;

/**
 * A decoded picture: 8-bit samples, row by row, channels interleaved, no gaps.
 *
 * @param samples width x height x channels; never copied, as there may be 200 MB of them
 */
record Pixels(int width, int height, int channels, byte[] samples) {
    Pixels {
        if (samples.length != (long) width * height * channels) {
            throw new IllegalArgumentException(samples.length + " samples; " + width + " x " + height + " pixels of "
                    + channels + " channels have " + (long) width * height * channels);
        }
    }

    static Pixels blank(int width, int height, int channels) {
        return new Pixels(width, height, channels, new byte[width * height * channels]);
    }

    int rowLength() {
        return width * channels;
    }
}
