package dev.quartet.functions.blog.thumbnail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A WebP file's chunks (RFC 9649): size, orientation, profile, the first frame, and the file without metadata. */
final class WebpFile {
    private static final Set<String> SHOWN = Set.of("ICCP", "ANIM", "ANMF", "ALPH", "VP8 ", "VP8L");
    private static final int HAS_EXIF = 0x08;
    private static final int HAS_XMP = 0x04;
    private static final int HAS_ALPHA = 0x10;

    private final byte[] file;
    private final ByteArrayOutputStream body;
    /** The first frame's chunks. */
    private final Map<String, byte[]> frame = new TreeMap<>();

    private byte @Nullable [] extended;
    private byte[] profile = {};
    private int orientation = 1;
    private int left;
    private int top;

    WebpFile(byte[] file) {
        this.file = file;
        body = new ByteArrayOutputStream(file.length);
    }

    Picture read() {
        Input outer = new Input(Format.WEBP, file);
        outer.skip(4);
        long size = outer.u32le();
        int from = outer.skip(size);
        chunks(new Input(Format.WEBP, file, from + 4, outer.position()));
        if (frame.isEmpty()) {
            throw new RejectedException("The WebP file has no picture in it.");
        }
        int[] canvas = size(extended, frame);
        return new Picture(
                Format.WEBP, canvas[0], canvas[1], orientation, Coding.RGB, profile, clean(), still(), left, top);
    }

    private void chunks(Input in) {
        while (in.left() >= 8) {
            String type = in.text(4);
            byte[] data = in.take(in.u32le());
            in.skip(Math.min(data.length & 1, in.left()));
            if (SHOWN.contains(type)) {
                write(body, type, data);
            }
            switch (type) {
                case "VP8X" -> extended = data;
                case "ICCP" -> profile = data;
                case "EXIF" -> orientation = Exif.orientation(withoutPrefix(data));
                case "ANMF" -> animated(data);
                case "ALPH", "VP8 ", "VP8L" -> frame.putIfAbsent(type, data);
                default -> {
                    // Not shown, so not kept.
                }
            }
        }
    }

    /** The first frame of an animation: where it lies, and its chunks. */
    private void animated(byte[] data) {
        if (!frame.isEmpty()) {
            return;
        }
        Input in = new Input(Format.WEBP, data);
        left = 2 * in.u24le();
        top = 2 * in.u24le();
        in.skip(10);
        while (in.left() >= 8) {
            String type = in.text(4);
            byte[] chunk = in.take(in.u32le());
            in.skip(Math.min(chunk.length & 1, in.left()));
            frame.putIfAbsent(type, chunk);
        }
    }

    /** Some encoders put JPEG's marker before the TIFF structure. */
    private static byte[] withoutPrefix(byte[] exif) {
        byte[] prefix = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
        return exif.length > 6 && Arrays.equals(exif, 0, 6, prefix, 0, 6)
                ? Arrays.copyOfRange(exif, 6, exif.length)
                : exif;
    }

    private static int[] size(byte @Nullable [] extended, Map<String, byte[]> frame) {
        int[] own = size(frame);
        // Checked too: it is what is decoded, whatever the canvas says.
        Picture.check(own[0], own[1]);
        if (extended == null) {
            return own;
        }
        Input in = new Input(Format.WEBP, extended);
        in.skip(4);
        return new int[] {1 + in.u24le(), 1 + in.u24le()};
    }

    private static int[] size(Map<String, byte[]> frame) {
        byte[] lossless = frame.get("VP8L");
        byte[] lossy = frame.get("VP8 ");
        if (lossless != null) {
            Input in = new Input(Format.WEBP, lossless);
            in.skip(1);
            long bits = in.u32le();
            return new int[] {1 + (int) (bits & 0x3fff), 1 + (int) ((bits >> 14) & 0x3fff)};
        }
        if (lossy == null) {
            throw new RejectedException("The WebP file has no picture in it.");
        }
        Input in = new Input(Format.WEBP, lossy);
        in.skip(6);
        return new int[] {in.u16le() & 0x3fff, in.u16le() & 0x3fff};
    }

    private byte[] clean() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.size() + 64);
        if (extended != null) {
            byte[] header = extended.clone();
            header[0] = (byte) ((header[0] & ~(HAS_EXIF | HAS_XMP)) | (orientation == 1 ? 0 : HAS_EXIF));
            write(out, "VP8X", header);
        }
        out.writeBytes(body.toByteArray());
        if (orientation != 1) {
            write(out, "EXIF", Exif.tiff(orientation));
        }
        return riff(out.toByteArray());
    }

    private byte[] still() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] alpha = frame.get("ALPH");
        byte[] lossy = frame.get("VP8 ");
        if (alpha != null && lossy != null) {
            int[] size = size(frame);
            byte[] header = ByteBuffer.allocate(12)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(HAS_ALPHA)
                    .putInt((size[0] - 1) | ((size[1] - 1) << 24))
                    .putShort((short) ((size[1] - 1) >> 8))
                    .array();
            write(out, "VP8X", Arrays.copyOf(header, 10));
            write(out, "ALPH", alpha);
        }
        if (lossy != null) {
            write(out, "VP8 ", lossy);
        } else {
            write(out, "VP8L", frame.getOrDefault("VP8L", new byte[0]));
        }
        return riff(out.toByteArray());
    }

    private static byte[] riff(byte[] chunks) {
        ByteBuffer out = ByteBuffer.allocate(chunks.length + 12).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.ISO_8859_1)).putInt(chunks.length + 4);
        return out.put("WEBP".getBytes(StandardCharsets.ISO_8859_1)).put(chunks).array();
    }

    private static void write(ByteArrayOutputStream out, String type, byte[] data) {
        out.writeBytes(type.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(data.length)
                .array());
        out.writeBytes(data);
        if ((data.length & 1) == 1) {
            out.write(0);
        }
    }
}
