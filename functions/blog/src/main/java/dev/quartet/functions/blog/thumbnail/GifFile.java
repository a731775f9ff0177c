package dev.quartet.functions.blog.thumbnail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A GIF file's blocks (GIF89a specification): size, the first frame for the decoder, and the file without comments. However many
 * frames there are, only the first is decoded; the others are walked over.
 */
final class GifFile {
    /** The application extensions that say how often an animation is repeated. */
    private static final Set<String> LOOPS = Set.of("NETSCAPE2.0", "ANIMEXTS1.0");

    private final byte[] file;
    private final Input in;
    private final ByteArrayOutputStream clean;
    private final ByteArrayOutputStream still = new ByteArrayOutputStream();
    private int frames;
    private int left;
    private int top;

    GifFile(byte[] file) {
        this.file = file;
        in = new Input(Format.GIF, file);
        clean = new ByteArrayOutputStream(file.length);
    }

    Picture read() {
        in.skip(6);
        int width = in.u16le();
        int height = in.u16le();
        Picture.check(width, height);
        table(in.u8());
        in.skip(0);
        keep(0, true);
        // Some encoders leave the trailer out.
        for (int block = next(); block != 0x3b; block = next()) {
            int from = in.position() - 1;
            if (block == 0x21) {
                extension(from);
            } else if (block == 0x2c) {
                frame(from);
            } else {
                throw new RejectedException("The GIF picture is damaged: 0x%02x begins no block.".formatted(block));
            }
        }
        if (frames == 0) {
            throw new RejectedException("The GIF file has no picture in it.");
        }
        clean.write(0x3b);
        still.write(0x3b);
        return new Picture(
                Format.GIF,
                width,
                height,
                1,
                Coding.RGB,
                new byte[0],
                clean.toByteArray(),
                still.toByteArray(),
                left,
                top);
    }

    private int next() {
        return in.atEnd() && frames > 0 ? 0x3b : in.u8();
    }

    /** Moves over background, aspect ratio and, if the flags say so, the global colour table. */
    private void table(int flags) {
        in.skip(2);
        colours(flags);
    }

    private void colours(int flags) {
        if ((flags & 0x80) != 0) {
            in.skip(3L << ((flags & 7) + 1));
        }
    }

    private void extension(int from) {
        int label = in.u8();
        boolean kept = label == 0xf9;
        if (label == 0xff) {
            int size = in.u8();
            String application = new String(in.take(size), StandardCharsets.ISO_8859_1);
            kept = LOOPS.contains(application);
        }
        blocks();
        if (kept) {
            keep(from, label == 0xf9 && frames == 0);
        }
    }

    private void frame(int from) {
        int x = in.u16le();
        int y = in.u16le();
        int width = in.u16le();
        int height = in.u16le();
        Picture.check(width, height);
        colours(in.u8());
        int codeSize = in.u8();
        int data = in.position();
        blocks();
        if (frames++ == 0) {
            left = x;
            top = y;
            // The decoder leaves the rest of a frame whose codes end early as it is, and says nothing.
            if (GifCodes.pixels(file, data, codeSize, (long) width * height) < (long) width * height) {
                throw RejectedException.truncated(Format.GIF);
            }
            keep(from, true);
        } else {
            keep(from, false);
        }
    }

    /** Data sub-blocks up to the empty one. */
    private void blocks() {
        for (int size = in.u8(); size != 0; size = in.u8()) {
            in.skip(size);
        }
    }

    private void keep(int from, boolean forDecoder) {
        clean.write(file, from, in.position() - from);
        if (forDecoder) {
            still.write(file, from, in.position() - from);
        }
    }
}
