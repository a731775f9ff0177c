package dev.quartet.functions.blog.thumbnail;

import static dev.quartet.functions.blog.thumbnail.Encoders.SECRET;
import static dev.quartet.functions.blog.thumbnail.Encoders.concat;
import static dev.quartet.functions.blog.thumbnail.Encoders.latin1;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Forty pictures, made here. */
final class Samples {
    /**
     * One of them.
     *
     * @param shown what it must look like, whatever way it is stored
     */
    record Sample(String name, Format format, Drawing shown, Supplier<byte[]> file) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Drawing WIDE = Drawing.coloured(1500, 1001);
    private static final Drawing SMALL = Drawing.coloured(700, 900);
    private static final Drawing GREY = Drawing.grey(1400, 900);
    /** As {@link Drawing#coloured}, its upper left quarter transparent. */
    private static final Drawing ON_WHITE = new Drawing(1300, 800, 0xffffff, 0x20a020, 0x2030d0, 0xe0c010);

    private Samples() {}

    static List<Sample> all() {
        List<Sample> all = new ArrayList<>();
        for (int orientation = 1; orientation <= 8; orientation++) {
            int stored = orientation;
            ByteOrder order = orientation % 2 == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            jpeg(
                    all,
                    "exif-" + orientation,
                    WIDE,
                    () -> Encoders.exif(Encoders.jpeg(WIDE.stored(stored), false), stored, order));
        }
        jpeg(all, "progressive", SMALL, () -> Encoders.jpeg(SMALL.stored(1), true));
        jpeg(
                all,
                "progressive-turned",
                SMALL,
                () -> Encoders.exif(Encoders.jpeg(SMALL.stored(6), true), 6, ByteOrder.BIG_ENDIAN));
        jpeg(all, "grey", GREY, () -> Encoders.jpeg(GREY.image(BufferedImage.TYPE_BYTE_GRAY), false));
        jpeg(all, "cmyk", WIDE, () -> Encoders.jpeg(cmyk(WIDE, false)));
        jpeg(all, "cmyk-adobe", WIDE, () -> Encoders.adobe(Encoders.jpeg(cmyk(WIDE, true)), 0));
        jpeg(all, "ycck", WIDE, () -> Encoders.adobe(Encoders.jpeg(ycck(cmyk(WIDE, true))), 2));
        jpeg(all, "rgb-adobe", WIDE, () -> Encoders.adobe(Encoders.jpeg(rgb(WIDE)), 0));
        jpeg(
                all,
                "profile",
                WIDE,
                () -> Encoders.segment(
                        Encoders.jpeg(WIDE.stored(1), false),
                        0xe2,
                        concat(
                                latin1("ICC_PROFILE\0\1\1"),
                                ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())));
        jpeg(all, "comments", WIDE, Samples::talkative);
        jpeg(
                all,
                "tiny",
                Drawing.grey(1, 1),
                () -> Encoders.jpeg(Drawing.grey(1, 1).stored(1), false));
        jpeg(
                all,
                "flat",
                Drawing.coloured(3000, 60),
                () -> Encoders.jpeg(Drawing.coloured(3000, 60).stored(1), false));
        Drawing large = Drawing.coloured(8000, 6125);
        jpeg(all, "49-megapixels", large, () -> Encoders.jpeg(large.image(BufferedImage.TYPE_3BYTE_BGR), false));
        pngs(all);
        gifs(all);
        webps(all);
        return all;
    }

    private static void jpeg(List<Sample> all, String name, Drawing shown, Supplier<byte[]> file) {
        all.add(new Sample("jpeg-" + name, Format.JPEG, shown, file));
    }

    private static void pngs(List<Sample> all) {
        png(all, "rgb", WIDE, WIDE.image(BufferedImage.TYPE_3BYTE_BGR), false);
        png(all, "interlaced", WIDE, WIDE.image(BufferedImage.TYPE_3BYTE_BGR), true);
        png(all, "alpha", ON_WHITE, ON_WHITE.image(BufferedImage.TYPE_4BYTE_ABGR), false);
        png(all, "grey", GREY, GREY.image(BufferedImage.TYPE_BYTE_GRAY), false);
        Drawing greyOnWhite = new Drawing(900, 900, 0xffffff, 0x707070, 0xb0b0b0, 0xf0f0f0);
        png(all, "grey-alpha", greyOnWhite, greyOnWhite.fill(deep(greyOnWhite, 8, ColorSpace.CS_GRAY, true)), false);
        png(all, "grey-16", GREY, GREY.image(BufferedImage.TYPE_USHORT_GRAY), false);
        png(all, "rgb-16", WIDE, WIDE.fill(deep(WIDE, 16, ColorSpace.CS_sRGB, false)), false);
        int[] colours = {0xff000000, 0xffd02020, 0xff20a020, 0xff2030d0, 0xffe0c010};
        png(all, "palette", WIDE, WIDE.palette(8, colours), true);
        int[] clear = {0xffd02020, 0xff20a020, 0xff2030d0, 0xffe0c010, 0x00ffffff};
        png(all, "palette-alpha", ON_WHITE, ON_WHITE.palette(4, clear), false);
        Drawing bits = Drawing.blackAndWhite(1290, 700);
        png(all, "bits", bits, bits.palette(1, 0xff000000, 0xffffffff), false);
        all.add(new Sample(
                "png-texts",
                Format.PNG,
                SMALL,
                () -> Encoders.chunk(
                        Encoders.chunk(
                                Encoders.png(SMALL.image(BufferedImage.TYPE_INT_RGB), false),
                                "tEXt",
                                latin1("Author\0" + SECRET)),
                        "eXIf",
                        Encoders.tiff(1, ByteOrder.BIG_ENDIAN))));
    }

    private static void png(List<Sample> all, String name, Drawing shown, BufferedImage image, boolean interlaced) {
        all.add(new Sample("png-" + name, Format.PNG, shown, () -> Encoders.png(image, interlaced)));
    }

    private static void gifs(List<Sample> all) {
        int[] colours = {0xff000000, 0xffd02020, 0xff20a020, 0xff2030d0, 0xffe0c010, 0xffffffff};
        all.add(new Sample("gif", Format.GIF, WIDE, () -> Encoders.gif(WIDE.palette(8, colours))));
        Drawing frame = Drawing.coloured(400, 300);
        Drawing later = Drawing.blackAndWhite(400, 300);
        all.add(new Sample("gif-animated", Format.GIF, frame, () -> {
            BufferedImage[] frames = new BufferedImage[300];
            Arrays.fill(frames, later.palette(8, colours));
            frames[0] = frame.palette(8, colours);
            return Encoders.gif(frames);
        }));
        all.add(new Sample(
                "gif-narrow",
                Format.GIF,
                Drawing.coloured(100, 900),
                () -> Encoders.gif(Drawing.coloured(100, 900).palette(8, colours))));
        // The frame is the right half of the canvas; what it leaves is white.
        Drawing right = new Drawing(300, 600, 0x20a020, 0x20a020, 0xe0c010, 0xe0c010);
        Drawing whole = new Drawing(600, 600, 0xffffff, 0x20a020, 0xffffff, 0xe0c010);
        all.add(new Sample("gif-offset", Format.GIF, whole, () -> {
            byte[] gif = Encoders.gif(300, 0, right.palette(8, colours));
            gif[6] = (byte) 600;
            gif[7] = (byte) (600 >> 8);
            return gif;
        }));
    }

    private static void webps(List<Sample> all) {
        webp(all, "lossy", WIDE, () -> Encoders.webp(WIDE.image(BufferedImage.TYPE_3BYTE_BGR), false));
        webp(all, "lossless", SMALL, () -> Encoders.webp(SMALL.image(BufferedImage.TYPE_3BYTE_BGR), true));
        webp(all, "alpha", ON_WHITE, () -> Encoders.webp(ON_WHITE.image(BufferedImage.TYPE_4BYTE_ABGR), true));
        webp(
                all,
                "turned",
                WIDE,
                () -> Encoders.extended(
                        0x08,
                        /* width= */ WIDE.height(),
                        /* height= */ WIDE.width(),
                        Encoders.webpBody(Encoders.webp(WIDE.stored(8), false)),
                        Encoders.webpChunk("EXIF", Encoders.tiff(8, ByteOrder.LITTLE_ENDIAN)),
                        Encoders.webpChunk("XMP ", latin1(SECRET))));
        Drawing later = Drawing.blackAndWhite(700, 900);
        webp(
                all,
                "animated",
                SMALL,
                () -> Encoders.extended(
                        0x02,
                        SMALL.width(),
                        SMALL.height(),
                        Encoders.webpChunk("ANIM", new byte[6]),
                        Encoders.animationFrame(
                                0,
                                0,
                                700,
                                900,
                                Encoders.webpBody(Encoders.webp(SMALL.image(BufferedImage.TYPE_3BYTE_BGR), false))),
                        Encoders.animationFrame(
                                0,
                                0,
                                700,
                                900,
                                Encoders.webpBody(Encoders.webp(later.image(BufferedImage.TYPE_3BYTE_BGR), false)))));
    }

    private static void webp(List<Sample> all, String name, Drawing shown, Supplier<byte[]> file) {
        all.add(new Sample("webp-" + name, Format.WEBP, shown, file));
    }

    private static byte[] talkative() {
        byte[] jpeg = Encoders.jpeg(WIDE.stored(1), false);
        jpeg = Encoders.segment(jpeg, 0xfe, latin1(SECRET));
        jpeg = Encoders.segment(jpeg, 0xed, latin1("Photoshop 3.0\0" + SECRET));
        jpeg = Encoders.segment(jpeg, 0xe1, latin1("http://ns.adobe.com/xap/1.0/\0" + SECRET));
        // As phones append films.
        return concat(jpeg, latin1(SECRET));
    }

    private static BufferedImage deep(Drawing drawing, int bits, int space, boolean alpha) {
        int type = bits == 16 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE;
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(space),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                type);
        WritableRaster raster = model.createCompatibleWritableRaster(drawing.width(), drawing.height());
        return new BufferedImage(model, raster, false, null);
    }

    static WritableRaster rgb(Drawing drawing) {
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, drawing.width(), drawing.height(), 3, null);
        for (int y = 0; y < drawing.height(); y++) {
            for (int x = 0; x < drawing.width(); x++) {
                int rgb = drawing.rgb(x, y);
                raster.setPixel(x, y, new int[] {rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff});
            }
        }
        return raster;
    }

    /** With as much black as goes. */
    private static WritableRaster cmyk(Drawing drawing, boolean inverted) {
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, drawing.width(), drawing.height(), 4, null);
        for (int y = 0; y < drawing.height(); y++) {
            for (int x = 0; x < drawing.width(); x++) {
                int rgb = drawing.rgb(x, y);
                int brightest = Math.max(1, Math.max(rgb >> 16, Math.max(rgb >> 8 & 0xff, rgb & 0xff)));
                int[] ink = new int[4];
                for (int c = 0; c < 3; c++) {
                    ink[c] = 255 - 255 * ((rgb >> (16 - 8 * c)) & 0xff) / brightest;
                }
                ink[3] = 255 - brightest;
                for (int c = 0; c < 4; c++) {
                    ink[c] = inverted ? 255 - ink[c] : ink[c];
                }
                raster.setPixel(x, y, ink);
            }
        }
        return raster;
    }

    private static Raster ycck(WritableRaster inverted) {
        int[] in = new int[4];
        for (int y = 0; y < inverted.getHeight(); y++) {
            for (int x = 0; x < inverted.getWidth(); x++) {
                inverted.getPixel(x, y, in);
                double luma = 0.299 * in[0] + 0.587 * in[1] + 0.114 * in[2];
                inverted.setPixel(x, y, new int[] {
                    (int) Math.round(luma),
                    (int) Math.round(Math.max(0, Math.min(255, 128 + (in[2] - luma) / 1.772))),
                    (int) Math.round(Math.max(0, Math.min(255, 128 + (in[0] - luma) / 1.402))),
                    in[3]
                });
            }
        }
        return inverted;
    }
}
