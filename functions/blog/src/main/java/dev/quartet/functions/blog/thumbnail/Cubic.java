package dev.quartet.functions.blog.thumbnail;

import org.jspecify.annotations.Nullable;

/** Scales a picture by less than 2 with Catmull and Rom's cubic filter, across and then down; holds a few rows at a time. */
final class Cubic {
    private final Pixels from;
    private final Pixels to;
    private final Taps across;
    private final Taps down;
    /** Rows that are scaled across already, by their number modulo how many are needed at a time. */
    private final float[] @Nullable [] rows;

    private final int[] rowNumbers;

    Cubic(Pixels from, int width, int height) {
        this.from = from;
        to = Pixels.blank(width, height, from.channels());
        across = Taps.of(from.width(), width);
        down = Taps.of(from.height(), height);
        rows = new float[down.count()][];
        rowNumbers = new int[down.count()];
        java.util.Arrays.fill(rowNumbers, -1);
    }

    Pixels scale() {
        int length = to.rowLength();
        float[] sum = new float[length];
        byte[] out = to.samples();
        for (int y = 0; y < to.height(); y++) {
            java.util.Arrays.fill(sum, 0.5f);
            for (int tap = 0; tap < down.count(); tap++) {
                float weight = down.weights()[y * down.count() + tap];
                if (weight != 0) {
                    add(sum, row(down.first()[y] + tap), weight);
                }
            }
            int target = y * length;
            for (int i = 0; i < length; i++) {
                out[target + i] = (byte) Math.max(0, Math.min(255, (int) sum[i]));
            }
        }
        return to;
    }

    private static void add(float[] sum, float[] row, float weight) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * row[i];
        }
    }

    private float[] row(int number) {
        int slot = number % rows.length;
        float[] row = rows[slot];
        if (row != null && rowNumbers[slot] == number) {
            return row;
        }
        float[] fresh = row == null ? new float[to.rowLength()] : row;
        across(number, fresh);
        rows[slot] = fresh;
        rowNumbers[slot] = number;
        return fresh;
    }

    private void across(int number, float[] row) {
        byte[] samples = from.samples();
        int channels = from.channels();
        int start = number * from.rowLength();
        int count = across.count();
        for (int x = 0; x < to.width(); x++) {
            int at = start + across.first()[x] * channels;
            for (int c = 0; c < channels; c++) {
                float sum = 0;
                for (int tap = 0; tap < count; tap++) {
                    sum += across.weights()[x * count + tap] * (samples[at + tap * channels + c] & 0xff);
                }
                row[x * channels + c] = sum;
            }
        }
    }
}
