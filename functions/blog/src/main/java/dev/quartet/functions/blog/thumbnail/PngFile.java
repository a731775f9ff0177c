package dev.quartet.functions.blog.thumbnail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A PNG file's chunks (W3C: Portable Network Graphics, third edition): size, profile, and the file without metadata. */
final class PngFile {
    /** What decoding needs. Nothing else reaches the decoder: it would inflate compressed texts of any size. */
    private static final Set<String> PIXELS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    /** What showing needs too: colours and animation. */
    private static final Set<String> SHOWN =
            Set.of("gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "cICP", "acTL", "fcTL", "fdAT");

    private static final int MAX_PROFILE = 4 * 1024 * 1024;
    private static final int SIGNATURE = 8;

    private final byte[] file;
    private final Input in;
    private final ByteArrayOutputStream clean;
    private final ByteArrayOutputStream still;
    private byte[] profile = {};

    PngFile(byte[] file) {
        this.file = file;
        in = new Input(Format.PNG, file);
        clean = new ByteArrayOutputStream(file.length);
        still = new ByteArrayOutputStream(file.length);
    }

    Picture read() {
        int signature = in.skip(SIGNATURE);
        clean.write(file, signature, SIGNATURE);
        still.write(file, signature, SIGNATURE);
        int from = in.position();
        String type = chunk();
        if (!type.equals("IHDR") || in.position() - from != 25) {
            throw new RejectedException("The PNG picture is damaged: its header is missing.");
        }
        ByteBuffer header = ByteBuffer.wrap(file, from + 8, 8);
        long width = header.getInt() & 0xffff_ffffL;
        long height = header.getInt() & 0xffff_ffffL;
        Picture.check(width, height);
        boolean data = false;
        while (!type.equals("IEND")) {
            type = chunk();
            data |= type.equals("IDAT");
        }
        if (!data) {
            throw new RejectedException("The PNG file has no picture in it.");
        }
        return new Picture(
                Format.PNG,
                (int) width,
                (int) height,
                1,
                Coding.RGB,
                profile,
                clean.toByteArray(),
                still.toByteArray(),
                0,
                0);
    }

    /** Reads a chunk, keeps it where it is needed, and returns its type. */
    private String chunk() {
        int from = in.position();
        long length = in.u32();
        String type = in.text(4);
        int data = in.skip(length);
        long sum = in.u32();
        boolean pixels = PIXELS.contains(type);
        if (!pixels && !SHOWN.contains(type)) {
            return type;
        }
        CRC32 crc = new CRC32();
        crc.update(file, from + 4, (int) length + 4);
        if (crc.getValue() != sum) {
            throw new RejectedException("The PNG picture is damaged: the check sum of a chunk " + type + " is wrong.");
        }
        clean.write(file, from, in.position() - from);
        if (pixels) {
            still.write(file, from, in.position() - from);
        }
        if (type.equals("iCCP")) {
            profile = profile(data, (int) length);
        }
        return type;
    }

    /** Name, 0, method, deflated profile; empty if it is not that, or larger than any real one. */
    private byte[] profile(int data, int length) {
        int at = data;
        while (at < data + length && file[at] != 0) {
            at++;
        }
        int start = at + 2;
        if (start >= data + length) {
            return new byte[0];
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(file, start, data + length - start);
            byte[] buffer = new byte[MAX_PROFILE];
            int size = inflater.inflate(buffer);
            return inflater.finished() ? java.util.Arrays.copyOf(buffer, size) : new byte[0];
        } catch (DataFormatException e) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }
}
