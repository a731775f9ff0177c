package dev.quartet.functions.blog.thumbnail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a file's structure from front to back; whatever lies behind its end is a file that was cut short. */
final class Input {
    private final Format format;
    private final byte[] bytes;
    private final int end;
    private int position;

    Input(Format format, byte[] bytes, int position, int end) {
        this.format = format;
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    Input(Format format, byte[] bytes) {
        this(format, bytes, 0, bytes.length);
    }

    int position() {
        return position;
    }

    int left() {
        return end - position;
    }

    boolean atEnd() {
        return position >= end;
    }

    /** Moves over so many bytes and returns where they began. */
    int skip(long count) {
        if (count < 0 || count > left()) {
            throw RejectedException.truncated(format);
        }
        int from = position;
        position += (int) count;
        return from;
    }

    byte[] take(long count) {
        int from = skip(count);
        return Arrays.copyOfRange(bytes, from, position);
    }

    String text(int count) {
        return new String(take(count), StandardCharsets.ISO_8859_1);
    }

    int u8() {
        return bytes[skip(1)] & 0xff;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    long u32() {
        return (long) u16() << 16 | u16();
    }

    int u16le() {
        return u8() | u8() << 8;
    }

    int u24le() {
        return u16le() | u8() << 16;
    }

    long u32le() {
        return u16le() | (long) u16le() << 16;
    }
}
