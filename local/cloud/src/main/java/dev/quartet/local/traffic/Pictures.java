package dev.quartet.local.traffic;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;

/** Landscapes that never were, painted in several formats and sizes; each is painted once. Thread-safe. */
final class Pictures {
    private record Kind(String format, int width, int height) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("jpg", 1600, 1067),
            new Kind("png", 1280, 960),
            new Kind("jpg", 3000, 2000),
            new Kind("gif", 800, 600),
            new Kind("jpg", 1080, 1620),
            new Kind("png", 640, 640),
            new Kind("jpg", 4000, 3000));
    private static final Map<String, String> TYPES =
            Map.of("jpg", "image/jpeg", "png", "image/png", "gif", "image/gif");

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private final Map<Integer, Picture> painted = new ConcurrentHashMap<>();

    /** One file. Immutable; the content is not copied. */
    record Picture(
            String fileName,
            String contentType,
            @SuppressWarnings("ArrayRecordComponent") byte[] content) {}

    /** Returns the {@code number}-th picture; they repeat after a while. */
    Picture picture(int number) {
        return painted.computeIfAbsent(number % KINDS.size(), index -> paint(KINDS.get(index), index));
    }

    private static Picture paint(Kind kind, int seed) {
        boolean opaque = !kind.format().equals("png");
        var image = new BufferedImage(
                kind.width(), kind.height(), opaque ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB);
        var random = new Random(seed);
        var canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = random.nextFloat();
        var sky = Color.getHSBColor(hue, .35f, .95f);
        canvas.setPaint(new GradientPaint(0, 0, Color.getHSBColor(hue, .6f, .7f), 0, kind.height(), sky));
        canvas.fillRect(0, 0, kind.width(), kind.height());
        double sun = kind.height() * .2;
        canvas.setPaint(new Color(255, 240, 205));
        canvas.fill(new Ellipse2D.Double(kind.width() * (.2 + .5 * random.nextDouble()), kind.height() * .2, sun, sun));
        for (int layer = 0; layer < 4; layer++) {
            canvas.setPaint(Color.getHSBColor(hue + .08f, .3f + .15f * layer, .75f - .17f * layer));
            canvas.fill(hills(kind, .45 + .14 * layer, random));
        }
        grain(canvas, kind, random);
        canvas.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, kind.format(), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("a picture in memory cannot fail to be written", e);
        }
        var type = TYPES.getOrDefault(kind.format(), "");
        return new Picture("landscape-" + seed + "." + kind.format(), type, bytes.toByteArray());
    }

    private static Path2D hills(Kind kind, double top, Random random) {
        var path = new Path2D.Double();
        double phase = random.nextDouble() * Math.PI * 2;
        double steep = 2 + random.nextDouble() * 4;
        path.moveTo(0, kind.height());
        for (int i = 0; i <= 100; i++) {
            double height = Math.sin(phase + steep * i / 100) + .4 * Math.sin(3 * phase + 3 * steep * i / 100);
            path.lineTo(kind.width() * i / 100.0, kind.height() * (top + .09 * height));
        }
        path.lineTo(kind.width(), kind.height());
        path.closePath();
        return path;
    }

    /** Makes the files as heavy as photographs are. */
    private static void grain(Graphics2D canvas, Kind kind, Random random) {
        for (int i = 0; i < kind.width() * kind.height() / 900; i++) {
            canvas.setPaint(new Color(255, 255, 255, random.nextInt(40)));
            canvas.fillRect(random.nextInt(kind.width()), random.nextInt(kind.height()), 2, 2);
        }
    }
}
