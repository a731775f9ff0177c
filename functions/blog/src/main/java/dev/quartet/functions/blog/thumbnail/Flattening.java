package dev.quartet.functions.blog.thumbnail;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Lays a decoded frame on white: palettes, grey, 16 bits and transparency become 8-bit RGB. Not by {@code getRGB}, which takes grey
 * for linear light and brightens it.
 */
final class Flattening {
    private Flattening() {}

    /** @param reduction that the frame was decoded with; its place within the picture is reduced alike */
    static Pixels onWhite(Picture picture, BufferedImage frame, int reduction) {
        int width = Math.ceilDiv(picture.width(), reduction);
        int height = Math.ceilDiv(picture.height(), reduction);
        int left = picture.left() / reduction;
        int top = picture.top() / reduction;
        byte[] rgb = new byte[width * height * 3];
        if (left > 0 || top > 0 || frame.getWidth() < width || frame.getHeight() < height) {
            Arrays.fill(rgb, (byte) 0xff);
        }
        int columns = Math.min(frame.getWidth(), width - left);
        Row row = row(frame);
        int[] buffer = new int[frame.getWidth() * Math.max(1, frame.getRaster().getNumBands())];
        for (int y = 0; y < frame.getHeight() && top + y < height; y++) {
            row.read(y, buffer, rgb, ((top + y) * width + left) * 3, columns);
        }
        return new Pixels(width, height, 3, rgb);
    }

    /** Puts a row's pixels as RGB at an offset. */
    @FunctionalInterface
    private interface Row {
        void read(int y, int[] buffer, byte[] rgb, int offset, int columns);
    }

    private static Row row(BufferedImage frame) {
        Raster raster = frame.getRaster();
        ColorModel model = frame.getColorModel();
        if (model instanceof IndexColorModel palette) {
            int[] argb = new int[palette.getMapSize()];
            palette.getRGBs(argb);
            return (y, buffer, rgb, offset, columns) -> {
                raster.getPixels(0, y, columns, 1, buffer);
                for (int x = 0; x < columns; x++) {
                    // A pixel beyond the palette is black, as browsers show it.
                    put(buffer[x] < argb.length ? argb[buffer[x]] : 0xff00_0000, rgb, offset + 3 * x);
                }
            };
        }
        if (model instanceof DirectColorModel) {
            int opaque = model.hasAlpha() ? 0 : 0xff00_0000;
            return (y, buffer, rgb, offset, columns) -> {
                raster.getDataElements(0, y, columns, 1, buffer);
                for (int x = 0; x < columns; x++) {
                    put(buffer[x] | opaque, rgb, offset + 3 * x);
                }
            };
        }
        int bands = raster.getNumBands();
        int bits = raster.getSampleModel().getSampleSize(0);
        int colours = bands >= 3 ? 3 : 1;
        boolean alpha = bands > colours;
        return (y, buffer, rgb, offset, columns) -> {
            raster.getPixels(0, y, columns, 1, buffer);
            for (int x = 0; x < columns; x++) {
                int at = x * bands;
                int a = alpha ? eight(buffer[at + colours], bits) : 255;
                for (int c = 0; c < 3; c++) {
                    int value = eight(buffer[at + (colours == 3 ? c : 0)], bits);
                    rgb[offset + 3 * x + c] = (byte) over(value, a);
                }
            }
        };
    }

    private static int eight(int sample, int bits) {
        return bits == 8 ? sample : bits == 16 ? sample >> 8 : sample * 255 / ((1 << bits) - 1);
    }

    private static void put(int argb, byte[] rgb, int offset) {
        int alpha = argb >>> 24;
        rgb[offset] = (byte) over(argb >> 16 & 0xff, alpha);
        rgb[offset + 1] = (byte) over(argb >> 8 & 0xff, alpha);
        rgb[offset + 2] = (byte) over(argb & 0xff, alpha);
    }

    private static int over(int value, int alpha) {
        return alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
