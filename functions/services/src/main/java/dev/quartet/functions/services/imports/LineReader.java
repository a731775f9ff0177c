package dev.quartet.functions.services.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a file, which end with CR, LF or both; in memory is one of them at a time, and of one that is too long its beginning. */
final class LineReader {
    /**
     * A line.
     *
     * @param number  in the file, from 1
     * @param bytes   without what ends the line; empty if it is too long
     * @param tooLong whether it has more than {@link #MAX_BYTES}
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Line(long number, byte[] bytes, boolean tooLong) {}

    static final int MAX_BYTES = 4_096;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;
    private long number;
    private boolean afterReturn;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** @return null after the last line */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean begun = false;
        boolean tooLong = false;
        while (true) {
            int b = read();
            if (b == '\n' && afterReturn) {
                afterReturn = false; // the second half of CR LF
                continue;
            }
            afterReturn = b == '\r';
            if (b < 0 && !begun) {
                return null;
            }
            begun = true;
            if (b < 0 || b == '\n' || b == '\r') {
                number++;
                return new Line(number, tooLong ? new byte[0] : content(bytes.toByteArray()), tooLong);
            }
            if (bytes.size() < MAX_BYTES) {
                bytes.write(b);
            } else {
                tooLong = true;
            }
        }
    }

    /** What programs for Windows put before a text in UTF-8 is no part of it. */
    private byte[] content(byte[] bytes) {
        int mark = BYTE_ORDER_MARK.length;
        boolean marked =
                number == 1 && bytes.length >= mark && Arrays.equals(Arrays.copyOf(bytes, mark), BYTE_ORDER_MARK);
        return marked ? Arrays.copyOfRange(bytes, mark, bytes.length) : bytes;
    }

    private int read() throws IOException {
        if (position == limit) {
            limit = in.read(buffer);
            position = 0;
            if (limit < 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position++] & 0xFF;
    }
}
