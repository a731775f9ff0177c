package dev.quartet.functions.blog.thumbnail;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Thumbnails of a picture, in a cascade: it is decoded once, and each size is made of the next larger one.
 *
 * <p>Memory: the file (25 MB), its clean copy and what the decoder sees (25 MB each), and the decoded samples. A picture of over
 * {@value #FULL_WIDTH} pixels across is decoded reduced, so a usual one of 49 megapixels takes 40 MB; the worst one that is let in,
 * 50 megapixels of RGBA with 16 bits that is not reduced as it is narrow and tall, takes 400 MB and another 150 MB as RGB. The JPEG
 * reader's own memory, outside the heap, is 2 bytes a sample for a progressive picture: 300 MB at most. Together that fits a function
 * of 2048 MB, whose heap is 1.7 GB.
 */
final class Thumbnails {
    /** Largest first. */
    static final List<Integer> WIDTHS = List.of(1280, 640, 320);

    /** Three times the largest thumbnail: above that, whole rows and columns can be left out without anybody seeing it. */
    private static final int FULL_WIDTH = 3 * 1280;

    private static final float QUALITY = 0.82f;

    static {
        // Lambda has no display, and Image I/O needs no file to cache in.
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
    }

    /**
     * A thumbnail.
     *
     * @param width as it is named; a narrower picture is never made wider, so the JPEG file may be narrower
     * @param jpeg  its file, without metadata
     */
    record Thumbnail(int width, byte[] jpeg) {}

    private Thumbnails() {}

    /** All the sizes of a picture. @throws RejectedException if it cannot be decoded */
    static List<Thumbnail> of(Picture picture) {
        int reduction = Math.max(1, picture.shownWidth() / FULL_WIDTH);
        Pixels pixels = Decoder.decode(picture, reduction);
        List<Thumbnail> thumbnails = new ArrayList<>();
        boolean srgb = false;
        for (int width : WIDTHS) {
            pixels = scale(picture, pixels, Math.min(width, picture.shownWidth()));
            if (!srgb) {
                pixels = Colours.srgb(pixels, picture.coding(), picture.profile());
                srgb = true;
            }
            thumbnails.add(new Thumbnail(width, jpeg(Turning.upright(pixels, picture.orientation()))));
        }
        return thumbnails;
    }

    /** To a width as shown. */
    private static Pixels scale(Picture picture, Pixels pixels, int shownWidth) {
        int shownHeight =
                (int) Math.max(1, Math.round((double) picture.shownHeight() * shownWidth / picture.shownWidth()));
        int width = picture.turned() ? shownHeight : shownWidth;
        int height = picture.turned() ? shownWidth : shownHeight;
        return Scaler.scale(pixels, Math.min(width, pixels.width()), Math.min(height, pixels.height()));
    }

    /** A JPEG file without metadata. */
    static byte[] jpeg(Pixels rgb) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        BufferedImage image = new BufferedImage(model, Colours.raster(rgb), false, null);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(rgb.samples().length / 8 + 1024);
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException("a thumbnail cannot be encoded", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
