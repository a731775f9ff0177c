package dev.quartet.functions.blog.thumbnail;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The one thing of EXIF that matters for showing a picture: its orientation (tag 0x0112 of the first directory of a TIFF structure).
 *
 * @see <a href="https://www.cipa.jp/std/documents/e/DC-008-Translation-2019-E.pdf">Exif 2.32, 4.6.4 A</a>
 */
final class Exif {
    private static final int ORIENTATION = 0x0112;

    private Exif() {}

    /** 1 to 8; 1 if there is none, or nothing that could be one: broken metadata is no reason to refuse a picture. */
    static int orientation(byte[] tiff) {
        try {
            ByteBuffer in = ByteBuffer.wrap(tiff);
            int order = in.getShort(0);
            if (order != 0x4949 && order != 0x4d4d) {
                return 1;
            }
            in.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            in.position(in.getInt(4));
            int entries = in.getShort() & 0xffff;
            for (int i = 0; i < entries; i++) {
                int tag = in.getShort() & 0xffff;
                in.getShort();
                in.getInt();
                int value = in.getShort();
                in.getShort();
                if (tag == ORIENTATION) {
                    return value >= 1 && value <= 8 ? value : 1;
                }
            }
            return 1;
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return 1;
        }
    }

    /** A TIFF structure with an orientation and nothing else, so that a cleaned picture is still shown upright. */
    static byte[] tiff(int orientation) {
        return ByteBuffer.allocate(26)
                .putShort((short) 0x4d4d)
                .putShort((short) 42)
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) ORIENTATION)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
    }
}
