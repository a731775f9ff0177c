package dev.quartet.functions.blog.thumbnail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThumbnailsTest {
    static List<Samples.Sample> samples() {
        return Samples.all();
    }

    @Test
    void thereAreForty() {
        assertThat(samples()).hasSize(40);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void threeSizesUprightAndClean(Samples.Sample sample) throws IOException {
        byte[] file = sample.file().get();

        Picture picture = Picture.of(file);
        List<Thumbnails.Thumbnail> thumbnails = Thumbnails.of(picture);

        Drawing shown = sample.shown();
        assertThat(picture.format()).isEqualTo(sample.format());
        assertThat(picture.shownWidth()).isEqualTo(shown.width());
        assertThat(picture.shownHeight()).isEqualTo(shown.height());
        assertThat(thumbnails).extracting(Thumbnails.Thumbnail::width).containsExactly(1280, 640, 320);
        for (Thumbnails.Thumbnail thumbnail : thumbnails) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(thumbnail.jpeg()));
            int width = Math.min(thumbnail.width(), shown.width());
            assertThat(image.getWidth()).isEqualTo(width);
            assertThat(image.getHeight())
                    .isEqualTo(Math.max(1, Math.round((float) shown.height() * width / shown.width())));
            assertCorners(image, shown);
            assertThat(markers(thumbnail.jpeg())).doesNotContain(0xe1, 0xe2, 0xed, 0xfe);
        }
        assertClean(sample, picture);
    }

    private static void assertClean(Samples.Sample sample, Picture picture) {
        assertThat(new String(picture.clean(), StandardCharsets.ISO_8859_1)).doesNotContain(Encoders.SECRET);
        Picture again = Picture.of(picture.clean());
        assertThat(again.shownWidth()).isEqualTo(picture.shownWidth());
        assertThat(again.orientation()).isEqualTo(picture.orientation());
        assertThat(again.clean()).as("cleaned once is clean").isEqualTo(picture.clean());
        assertThat(again.still()).isEqualTo(picture.still());
        assertThat(sample.file()).isNotNull();
    }

    private static void assertCorners(BufferedImage image, Drawing shown) {
        // A single pixel has no corners.
        int right = image.getWidth() - 1;
        int bottom = image.getHeight() - 1;
        int left = right / 10;
        int top = bottom / 10;
        if (right < 2) {
            return;
        }
        assertColour(image.getRGB(left, top), shown.topLeft());
        assertColour(image.getRGB(right - left, top), shown.topRight());
        if (bottom > 4) {
            assertColour(image.getRGB(left, bottom - top), shown.bottomLeft());
            assertColour(image.getRGB(right - left, bottom - top), shown.bottomRight());
        }
    }

    private static void assertColour(int actual, int expected) {
        String message = "%06x for %06x".formatted(actual & 0xffffff, expected);
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(actual >> shift & 0xff).as(message).isCloseTo(expected >> shift & 0xff, within(12));
        }
    }

    private static List<Integer> markers(byte[] jpeg) {
        List<Integer> markers = new java.util.ArrayList<>();
        for (int at = 2;
                (jpeg[at + 1] & 0xff) != 0xda;
                at += 2 + (((jpeg[at + 2] & 0xff) << 8) | (jpeg[at + 3] & 0xff))) {
            markers.add(jpeg[at + 1] & 0xff);
        }
        return markers;
    }

    @Test
    void coloursFollowTheProfile() throws IOException {
        Drawing drawing = Drawing.grey(400, 400);
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] file = Encoders.segment(
                Encoders.jpeg(drawing.stored(1), false),
                0xe2,
                Encoders.concat(Encoders.latin1("ICC_PROFILE\0\1\1"), linear));

        BufferedImage image = ImageIO.read(new ByteArrayInputStream(
                Thumbnails.of(Picture.of(file)).getFirst().jpeg()));

        // 0x70 of linear light is 0xb1 in sRGB (IEC 61966-2-1).
        assertColour(image.getRGB(360, 40), 0xb1b1b1);
    }

    @Test
    void aBrokenProfileIsLeftOut() {
        byte[] file = Encoders.segment(
                Encoders.jpeg(Drawing.coloured(400, 400).stored(1), false),
                0xe2,
                Encoders.latin1("ICC_PROFILE\0\1\1none"));

        assertThat(Thumbnails.of(Picture.of(file))).hasSize(3);
    }
}
