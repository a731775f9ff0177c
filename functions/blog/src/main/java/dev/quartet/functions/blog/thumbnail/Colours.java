package dev.quartet.functions.blog.thumbnail;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns samples of any coding into sRGB, by the picture's ICC profile where it has one that can be used. */
final class Colours {
    private Colours() {}

    static Pixels srgb(Pixels from, Coding coding, byte[] profile) {
        byte[] samples = from.samples();
        Pixels decoded =
                switch (coding) {
                    case GRAY -> grey(from);
                    case RGB -> from;
                    case YCBCR -> rgb(from, 3);
                    case YCCK -> inverted(rgb(from, 4));
                    case INVERTED_CMYK -> inverted(new Pixels(from.width(), from.height(), 4, samples.clone()));
                    case CMYK -> from;
                };
        Pixels converted = profile.length == 0 || coding == Coding.GRAY ? null : convert(decoded, profile);
        if (converted != null) {
            return converted;
        }
        return decoded.channels() == 4 ? uncalibrated(decoded) : decoded;
    }

    private static Pixels grey(Pixels from) {
        byte[] rgb = new byte[from.samples().length * 3];
        for (int i = 0; i < from.samples().length; i++) {
            byte sample = from.samples()[i];
            rgb[3 * i] = sample;
            rgb[3 * i + 1] = sample;
            rgb[3 * i + 2] = sample;
        }
        return new Pixels(from.width(), from.height(), 3, rgb);
    }

    /** ITU-T T.871, in 16-bit fixed point; a fourth channel stays as it is. */
    private static Pixels rgb(Pixels from, int channels) {
        byte[] in = from.samples();
        byte[] out = new byte[in.length];
        for (int i = 0; i < in.length; i += channels) {
            int luma = ((in[i] & 0xff) << 16) + 0x8000;
            int blue = (in[i + 1] & 0xff) - 128;
            int red = (in[i + 2] & 0xff) - 128;
            out[i] = clamp((luma + 91_881 * red) >> 16);
            out[i + 1] = clamp((luma - 22_554 * blue - 46_802 * red) >> 16);
            out[i + 2] = clamp((luma + 116_130 * blue) >> 16);
            if (channels == 4) {
                out[i + 3] = in[i + 3];
            }
        }
        return new Pixels(from.width(), from.height(), channels, out);
    }

    private static byte clamp(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }

    private static Pixels inverted(Pixels own) {
        byte[] samples = own.samples();
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) ~samples[i];
        }
        return own;
    }

    /** Ink on white, without knowing the ink: what browsers do without a profile. */
    private static Pixels uncalibrated(Pixels cmyk) {
        byte[] in = cmyk.samples();
        byte[] out = new byte[in.length / 4 * 3];
        for (int i = 0, o = 0; i < in.length; i += 4) {
            int black = 255 - (in[i + 3] & 0xff);
            for (int c = 0; c < 3; c++) {
                out[o++] = (byte) (((255 - (in[i + c] & 0xff)) * black + 127) / 255);
            }
        }
        return new Pixels(cmyk.width(), cmyk.height(), 3, out);
    }

    /** Null if the profile is sRGB anyway, is for other channels, or cannot be used: a broken one is no reason to refuse a picture. */
    private static @Nullable Pixels convert(Pixels from, byte[] bytes) {
        if (new String(bytes, StandardCharsets.ISO_8859_1).contains("sRGB IEC61966-2")) {
            return null;
        }
        try {
            ICC_Profile profile = ICC_Profile.getInstance(bytes);
            if (profile.getNumComponents() != from.channels()) {
                return null;
            }
            ICC_Profile[] path = {profile, ICC_Profile.getInstance(ColorSpace.CS_sRGB)};
            Pixels to = Pixels.blank(from.width(), from.height(), 3);
            new ColorConvertOp(path, null).filter(raster(from), raster(to));
            return to;
        } catch (IllegalArgumentException | CMMException e) {
            return null;
        }
    }

    /** A raster over the very samples. */
    static WritableRaster raster(Pixels pixels) {
        int[] offsets = new int[pixels.channels()];
        for (int c = 0; c < offsets.length; c++) {
            offsets[c] = c;
        }
        return Raster.createInterleavedRaster(
                new DataBufferByte(pixels.samples(), pixels.samples().length),
                pixels.width(),
                pixels.height(),
                pixels.rowLength(),
                pixels.channels(),
                offsets,
                null);
    }
}
