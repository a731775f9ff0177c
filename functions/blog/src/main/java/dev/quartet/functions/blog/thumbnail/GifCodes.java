package dev.quartet.functions.blog.thumbnail;

/** Counts the pixels of a GIF frame's LZW codes (GIF89a specification, appendix F), without making them. */
final class GifCodes {
    private static final int TABLE = 4096;

    private final byte[] file;
    /** Bytes left in the sub-block. */
    private int block;

    private int position;
    private int bits;
    private int bitCount;

    private GifCodes(byte[] file, int position) {
        this.file = file;
        this.position = position;
    }

    /**
     * How many pixels the codes of sub-blocks stand for.
     *
     * @param position of the first sub-block; they are known to end within the file
     * @param codeSize bits of a pixel, 2 to 8
     * @param enough   where counting may stop
     * @throws RejectedException if a code stands for nothing
     */
    static long pixels(byte[] file, int position, int codeSize, long enough) {
        if (codeSize < 1 || codeSize > 8) {
            throw damaged("codes of " + codeSize + " bits");
        }
        return new GifCodes(file, position).count(codeSize, enough);
    }

    private long count(int codeSize, long enough) {
        int clear = 1 << codeSize;
        int[] lengths = new int[TABLE];
        java.util.Arrays.fill(lengths, 0, clear, 1);
        int next = clear + 2;
        int width = codeSize + 1;
        int previous = -1;
        long pixels = 0;
        while (pixels < enough) {
            int code = code(width);
            if (code < 0 || code == clear + 1) {
                break;
            }
            if (code == clear) {
                next = clear + 2;
                width = codeSize + 1;
                previous = -1;
                continue;
            }
            if (code > (previous < 0 ? clear : next)) {
                throw damaged("code " + code);
            }
            if (previous >= 0 && next < TABLE) {
                lengths[next++] = lengths[previous] + 1;
                if (next == 1 << width && width < 12) {
                    width++;
                }
            }
            pixels += lengths[code];
            previous = code;
        }
        return pixels;
    }

    /** The next code; -1 behind the last block. */
    private int code(int width) {
        while (bitCount < width) {
            if (block == 0) {
                block = file[position++] & 0xff;
                if (block == 0) {
                    position--;
                    return -1;
                }
            }
            bits |= (file[position++] & 0xff) << bitCount;
            bitCount += 8;
            block--;
        }
        int code = bits & (1 << width) - 1;
        bits >>>= width;
        bitCount -= width;
        return code;
    }

    private static RejectedException damaged(String what) {
        return new RejectedException("The GIF picture is damaged: " + what + " in its first frame.");
    }
}
