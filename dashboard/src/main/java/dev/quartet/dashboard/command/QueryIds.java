package dev.quartet.dashboard.command;

import dev.quartet.dashboard.metric.Metric;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Ids that say what is asked, such as {@code cacheHitCount_sum}: a small letter, then letters, digits and underscores. Not thread-safe. */
final class QueryIds {
    private final Map<String, Integer> taken = new HashMap<>();

    String next(Metric metric) {
        String name = metric.awsName().replaceAll("[^A-Za-z0-9]", "_");
        String lower = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        String id = (Character.isDigit(lower.charAt(0)) ? "m" + lower : lower) + "_"
                + metric.statistic().stat().toLowerCase(Locale.ROOT);
        int count = taken.merge(id, 1, Integer::sum);
        return count == 1 ? id : id + "_" + count;
    }
}
