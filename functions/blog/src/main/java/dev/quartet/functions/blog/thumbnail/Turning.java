package dev.quartet.functions.blog.thumbnail;

/** Turns and mirrors a picture as EXIF's orientation says, so that it is upright without it. */
final class Turning {
    private Turning() {}

    static Pixels upright(Pixels from, int orientation) {
        if (orientation == 1) {
            return from;
        }
        boolean turned = orientation >= 5;
        int width = turned ? from.height() : from.width();
        int height = turned ? from.width() : from.height();
        int channels = from.channels();
        Pixels to = Pixels.blank(width, height, channels);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int source = source(from, orientation, x, y) * channels;
                System.arraycopy(from.samples(), source, to.samples(), (y * width + x) * channels, channels);
            }
        }
        return to;
    }

    /** The stored pixel that is shown at x, y. */
    private static int source(Pixels from, int orientation, int x, int y) {
        int right = from.width() - 1;
        int bottom = from.height() - 1;
        int column =
                switch (orientation) {
                    case 2, 3 -> right - x;
                    case 4 -> x;
                    case 5, 6 -> y;
                    default -> right - y;
                };
        int row =
                switch (orientation) {
                    case 2 -> y;
                    case 3, 4 -> bottom - y;
                    case 5, 8 -> x;
                    default -> bottom - x;
                };
        return row * from.width() + column;
    }
}
