package dev.quartet.functions.blog.thumbnail;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;

/** A picture to be told which way up it is: each quarter in a colour of its own, something busy in the middle. */
record Drawing(int width, int height, int topLeft, int topRight, int bottomLeft, int bottomRight) {
    static Drawing coloured(int width, int height) {
        return new Drawing(width, height, 0xd02020, 0x20a020, 0x2030d0, 0xe0c010);
    }

    static Drawing grey(int width, int height) {
        return new Drawing(width, height, 0x202020, 0x707070, 0xb0b0b0, 0xf0f0f0);
    }

    static Drawing blackAndWhite(int width, int height) {
        return new Drawing(width, height, 0x000000, 0xffffff, 0xffffff, 0x000000);
    }

    int rgb(int x, int y) {
        boolean busy = Math.abs(2 * x - width) < width / 4 && Math.abs(2 * y - height) < height / 4;
        boolean left = 2 * x < width;
        boolean upper = 2 * y < height;
        int corner = upper ? left ? topLeft : topRight : left ? bottomLeft : bottomRight;
        return busy && ((x ^ y) & 8) == 0 ? bottomRight : corner;
    }

    BufferedImage image(int type) {
        return fill(new BufferedImage(width, height, type));
    }

    BufferedImage palette(int bits, int... colours) {
        IndexColorModel model =
                new IndexColorModel(bits, colours.length, colours, 0, true, -1, java.awt.image.DataBuffer.TYPE_BYTE);
        int type = bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY;
        BufferedImage image = new BufferedImage(width, height, type, model);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, index(rgb(x, y), colours));
            }
        }
        return image;
    }

    private static int index(int rgb, int... colours) {
        for (int i = 0; i < colours.length; i++) {
            if ((colours[i] & 0xffffff) == rgb) {
                return i;
            }
        }
        throw new IllegalArgumentException("no colour " + Integer.toHexString(rgb) + " in the palette");
    }

    /** Sample by sample: Java's own drawing would take grey for linear light. */
    BufferedImage fill(BufferedImage image) {
        int bands = image.getRaster().getNumBands();
        int[] row = new int[width * bands];
        int shift = image.getRaster().getSampleModel().getSampleSize(0) - 8;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int rgb = rgb(x, y);
                for (int band = 0; band < bands; band++) {
                    boolean alpha = (bands == 2 && band == 1) || band == 3;
                    // The upper left quarter is transparent where that is possible.
                    int value = alpha
                            ? 2 * x < width && 2 * y < height ? 0 : 255
                            : rgb >> (bands < 3 ? 0 : 16 - 8 * band) & 0xff;
                    row[x * bands + band] = value << shift;
                }
            }
            image.getRaster().setPixels(0, y, width, 1, row);
        }
        return image;
    }

    /** The same picture as a camera stores it that was held in such a way (EXIF: what the stored first row and column are). */
    BufferedImage stored(int orientation) {
        boolean turned = orientation >= 5;
        BufferedImage image =
                new BufferedImage(turned ? height : width, turned ? width : height, BufferedImage.TYPE_3BYTE_BGR);
        for (int row = 0; row < image.getHeight(); row++) {
            for (int column = 0; column < image.getWidth(); column++) {
                int x =
                        switch (orientation) {
                            case 1, 4 -> column;
                            case 2, 3 -> width - 1 - column;
                            case 5, 8 -> row;
                            default -> width - 1 - row;
                        };
                int y =
                        switch (orientation) {
                            case 1, 2 -> row;
                            case 3, 4 -> height - 1 - row;
                            case 5, 6 -> column;
                            default -> height - 1 - column;
                        };
                image.setRGB(column, row, rgb(x, y));
            }
        }
        return image;
    }
}
