package dev.quartet.functions.blog.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RejectionTest {
    private static final Drawing DRAWING = Drawing.coloured(600, 400);

    static byte[] file(Format format) {
        BufferedImage image = DRAWING.image(BufferedImage.TYPE_3BYTE_BGR);
        return switch (format) {
            case JPEG -> Encoders.jpeg(image, false);
            case PNG -> Encoders.png(image, false);
            case GIF -> Encoders.gif(DRAWING.palette(8, 0xff000000, 0xffd02020, 0xff20a020, 0xff2030d0, 0xffe0c010));
            case WEBP -> Encoders.webp(image, false);
        };
    }

    /** The same with another size in its header, nothing else. */
    static byte[] bomb(Format format, int width, int height) {
        byte[] file = file(format);
        ByteBuffer out = ByteBuffer.wrap(file);
        switch (format) {
            case JPEG -> {
                int frame = 2;
                while ((file[frame + 1] & 0xff) != 0xc0) {
                    frame += 2 + out.getShort(frame + 2);
                }
                out.putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
            }
            case PNG -> {
                out.putInt(16, width).putInt(20, height);
                java.util.zip.CRC32 crc = new java.util.zip.CRC32();
                crc.update(file, 12, 17);
                out.putInt(29, (int) crc.getValue());
            }
            case GIF ->
                out.order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .putShort(6, (short) width)
                        .putShort(8, (short) height);
            case WEBP -> {
                return Encoders.extended(0, width, height, Encoders.webpBody(file));
            }
        }
        return file;
    }

    static String reason(byte[] file) {
        try {
            Thumbnails.of(Picture.of(file));
        } catch (RejectedException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("it was taken");
    }

    @ParameterizedTest
    @EnumSource
    void cutShortAnywhere(Format format) {
        byte[] whole = file(format);
        for (int length = 12; length < whole.length - 2; length += Math.max(1, whole.length / 40)) {
            assertThat(reason(Arrays.copyOf(whole, length)))
                    .as("%s bytes of %s", length, whole.length)
                    .containsAnyOf("ends in the middle of the " + format.title() + " picture", "is damaged");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tooManyPixels(Format format) {
        assertThat(reason(bomb(format, 8_500, 6_000)))
                .isEqualTo("The picture is 8500 x 6000 pixels: 51 megapixels; at most 50 are allowed.");
    }

    @Test
    void oneMegapixelTooManyIsNeverRoundedDown() {
        assertThat(reason(bomb(Format.PNG, 7_143, 7_000)))
                .isEqualTo("The picture is 7143 x 7000 pixels: 51 megapixels; at most 50 are allowed.");
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "100, 0"})
    void noArea(int width, int height) {
        assertThat(reason(bomb(Format.JPEG, width, height))).contains("it has no area");
    }

    @Test
    void longerThanAJpegFileCanBe() {
        assertThat(reason(bomb(Format.PNG, 70_000, 10))).contains("a side has at most 65500 pixels");
        assertThat(reason(bomb(Format.PNG, -1, -1))).contains("4294967295 x 4294967295");
    }

    @Test
    void noPicture() {
        assertThat(reason(Encoders.latin1("Dear diary,\nnothing happened today.\n".repeat(100))))
                .isEqualTo("The file is not a picture: it is neither JPEG, PNG, GIF nor WebP.");
        assertThat(reason(new byte[0])).isEqualTo("The file is empty.");
        assertThat(reason(Encoders.latin1("<svg onload='alert(1)'/>"))).contains("is not a picture");
    }

    @Test
    void halfAJpegThatClaimsToBeWhole() {
        byte[] whole = file(Format.JPEG);
        byte[] half = Encoders.concat(Arrays.copyOf(whole, whole.length / 2), new byte[] {(byte) 0xff, (byte) 0xd9});

        assertThat(reason(half)).contains("JPEG picture is damaged or cut short");
    }

    @Test
    void halfAPngThatClaimsToBeWhole() {
        Deflater deflater = new Deflater();
        deflater.setInput(new byte[600 * 3 * 200]);
        deflater.finish();
        byte[] buffer = new byte[10_000];
        byte[] data = Arrays.copyOf(buffer, deflater.deflate(buffer));
        byte[] whole = file(Format.PNG);
        byte[] frame =
                Encoders.concat(Arrays.copyOf(whole, 33), Arrays.copyOfRange(whole, whole.length - 12, whole.length));

        assertThat(reason(Encoders.chunk(frame, "IDAT", data))).contains("PNG picture is damaged or cut short");
    }

    @Test
    void aPngWithAFlippedBit() {
        byte[] file = file(Format.PNG);
        file[file.length / 2] ^= 4;

        assertThat(reason(file)).isEqualTo("The PNG picture is damaged: the check sum of a chunk IDAT is wrong.");
    }

    @Test
    void halfAGifThatClaimsToBeWhole() {
        byte[] whole = file(Format.GIF);
        byte[] half = Encoders.concat(Arrays.copyOf(whole, whole.length / 2), new byte[300]);
        // The sub-block that was cut runs into the zeros; the next one is empty and ends the frame.
        half = Arrays.copyOf(half, half.length + 1);
        half[half.length - 1] = 0x3b;

        assertThat(reason(half)).contains("GIF picture");
    }

    @Test
    void thousandsOfScans() {
        byte[] whole = Encoders.jpeg(DRAWING.image(BufferedImage.TYPE_3BYTE_BGR), true);
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 1, 63, 0};
        byte[][] parts = new byte[102][];
        Arrays.fill(parts, scan);
        parts[0] = Arrays.copyOf(whole, whole.length - 2);
        parts[101] = new byte[] {(byte) 0xff, (byte) 0xd9};

        assertThat(reason(Encoders.concat(parts))).isEqualTo("The JPEG picture has more than 100 scans.");
    }

    @Test
    void manyScansOfALargePicture() {
        byte[] large = Encoders.jpeg(DRAWING.image(BufferedImage.TYPE_3BYTE_BGR), true);
        int frame = 0;
        while (large[frame] != (byte) 0xff || large[frame + 1] != (byte) 0xc2) {
            frame++;
        }
        ByteBuffer.wrap(large).putShort(frame + 5, (short) 7000).putShort(frame + 7, (short) 7000);
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 1, 63, 0};
        byte[][] parts = new byte[22][];
        Arrays.fill(parts, scan);
        parts[0] = Arrays.copyOf(large, large.length - 2);

        assertThat(reason(Encoders.concat(parts)))
                .isEqualTo("The JPEG picture has 21 scans or more of 49,000,000 pixels each; allowed are 1,000,000,000"
                        + " pixels in all scans.");
    }

    @ParameterizedTest
    @EnumSource
    void noiseIsEitherTakenOrRefused(Format format) {
        byte[] whole = file(format);
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] file = whole.clone();
            for (int i = 0; i < 3; i++) {
                file[random.nextInt(file.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(Thumbnails.of(Picture.of(file))).hasSize(3);
            } catch (RejectedException e) {
                assertThat(e).hasMessageStartingWith("The ");
            }
        }
    }

    @Test
    void orientationIsOneOfEight() {
        assertThat(Exif.orientation(Exif.tiff(6))).isEqualTo(6);
        assertThat(Exif.orientation(Exif.tiff(9))).isEqualTo(1);
        assertThat(Exif.orientation(new byte[] {'I', 'I', 42, 0, -1, -1, -1, 127}))
                .isEqualTo(1);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() ->
                        new Picture(Format.PNG, 1, 1, 9, Coding.RGB, new byte[0], new byte[0], new byte[0], 0, 0));
    }
}
