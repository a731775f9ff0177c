package dev.quartet.functions.blog.thumbnail;

/**
 * Which samples a scaled row is made of, and how much of each.
 *
 * @param count   samples for each result
 * @param first   for each result, the first of its samples: all of them lie within the row
 * @param weights for each result count weights, whose sum is 1
 */
record Taps(int count, int[] first, float[] weights) {
    /** Catmull-Rom: sharp, with next to no ringing. */
    private static final double A = -0.5;

    static Taps of(int from, int to) {
        double scale = (double) from / to;
        double stretch = Math.max(1, scale);
        double support = 2 * stretch;
        int count = Math.min(from, 2 * (int) Math.ceil(support));
        int[] first = new int[to];
        float[] weights = new float[to * count];
        double[] raw = new double[count];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale - 0.5;
            int start = (int) Math.floor(centre - support) + 1;
            first[i] = Math.max(0, Math.min(start, from - count));
            java.util.Arrays.fill(raw, 0);
            double sum = 0;
            for (int at = start; at <= centre + support; at++) {
                double weight = cubic((at - centre) / stretch);
                // Beyond the edge its own sample goes on.
                int inside = Math.max(0, Math.min(at, from - 1)) - first[i];
                if (inside >= 0 && inside < count) {
                    raw[inside] += weight;
                    sum += weight;
                }
            }
            for (int tap = 0; tap < count; tap++) {
                weights[i * count + tap] = (float) (raw[tap] / sum);
            }
        }
        return new Taps(count, first, weights);
    }

    private static double cubic(double distance) {
        double x = Math.abs(distance);
        if (x < 1) {
            return ((A + 2) * x - (A + 3)) * x * x + 1;
        }
        return x < 2 ? ((A * x - 5 * A) * x + 8 * A) * x - 4 * A : 0;
    }
}
