package dev.quartet.functions.blog.thumbnail;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

/** What bench/thumbnails.sh runs: makes pictures like photographs, and thumbnails of all files in a folder. */
final class ThumbnailsBench {
    private static final LongAdder CPU = new LongAdder();

    private ThumbnailsBench() {}

    /** {@code generate FOLDER}, or {@code run FOLDER THREADS ROUNDS}: the first round is not counted if there are several. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("generate")) {
            generate(Path.of(arguments[1]));
        } else {
            run(Path.of(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        }
    }

    private static void generate(Path folder) throws IOException {
        int[][] sizes = {{4000, 3000}, {3000, 4000}, {4624, 3468}, {6000, 4000}, {2048, 1536}, {4032, 3024}};
        for (int i = 0; i < 18; i++) {
            int[] size = sizes[i % sizes.length];
            byte[] jpeg = Encoders.jpeg(photograph(size[0], size[1], i), i % 6 == 5);
            Files.write(folder.resolve("jpeg/p%02d.jpg".formatted(i)), jpeg);
            if (i < 6) {
                Files.write(folder.resolve("mixed/p%02d.jpg".formatted(i)), jpeg);
            }
        }
        for (int i = 0; i < 3; i++) {
            BufferedImage picture = photograph(2400, 1600, 40 + i);
            Files.write(folder.resolve("mixed/q%d.png".formatted(i)), Encoders.png(picture, i == 2));
            Files.write(folder.resolve("mixed/r%d.webp".formatted(i)), Encoders.webp(photograph(4000, 3000, i), false));
        }
        Files.write(folder.resolve("large/p.jpg"), Encoders.jpeg(photograph(8000, 6125, 99), false));
    }

    /** Clouds of several sizes, and a sensor's noise. */
    private static BufferedImage photograph(int width, int height, int seed) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] out = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        Random random = new Random(seed);
        int side = 65;
        float[] grid = new float[side * side * 3];
        for (int i = 0; i < grid.length; i++) {
            grid[i] = random.nextFloat() - 0.5f;
        }
        int noise = seed * 2 + 1;
        int at = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    float value = 128;
                    float amplitude = 110;
                    float period = width / 4f;
                    for (int octave = 0; octave < 6; octave++) {
                        float column = x / period;
                        float row = y / period;
                        float right = column - (int) column;
                        float down = row - (int) row;
                        // Colours vary in the large, brightness in the small.
                        int cell = (((int) row % 64) * side + (int) column % 64) * 3 + (octave < 3 ? c : 0);
                        float upper = grid[cell] * (1 - right) + grid[cell + 3] * right;
                        float lower = grid[cell + side * 3] * (1 - right) + grid[cell + side * 3 + 3] * right;
                        value += amplitude * (upper * (1 - down) + lower * down);
                        amplitude *= 0.65f;
                        period /= 2.7f;
                    }
                    noise ^= noise << 13;
                    noise ^= noise >>> 17;
                    noise ^= noise << 5;
                    out[at++] = (byte) Math.max(0, Math.min(255, (int) (value + (noise & 7) - 3.5f)));
                }
            }
        }
        return image;
    }

    private static void run(Path folder, int threads, int rounds) throws Exception {
        List<Path> files;
        try (var listed = Files.list(folder)) {
            files = listed.sorted().toList();
        }
        Path target = Files.createTempDirectory("thumbnails");
        long start = System.nanoTime();
        int counted = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int round = 0; round < rounds; round++) {
                if (round == 1) {
                    start = System.nanoTime();
                    counted = 0;
                    CPU.reset();
                }
                List<Callable<Void>> tasks = new ArrayList<>();
                for (Path file : files) {
                    tasks.add(() -> one(file, target));
                }
                for (Future<Void> done : executor.invokeAll(tasks)) {
                    done.get();
                }
                counted += files.size();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a picture failed", e.getCause());
        }
        System.out.printf(
                "%.2f pictures/s, %.0f ms of CPU a picture without the JVM's own threads%n",
                counted * 1e9 / (System.nanoTime() - start), CPU.sum() / 1e6 / counted);
        try (var made = Files.list(target)) {
            for (Path file : made.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(target);
    }

    /** All that the function does between S3 and S3, the clean copy too, which libvips does not make. */
    private static Void one(Path file, Path target) throws IOException {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Picture picture = Picture.of(Files.readAllBytes(file));
        for (Thumbnails.Thumbnail thumbnail : Thumbnails.of(picture)) {
            Files.write(target.resolve(file.getFileName() + "-" + thumbnail.width() + ".jpg"), thumbnail.jpeg());
        }
        Files.write(target.resolve(file.getFileName()), picture.clean());
        CPU.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        return null;
    }
}
