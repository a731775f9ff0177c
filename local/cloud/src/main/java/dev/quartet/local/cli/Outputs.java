package dev.quartet.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Shows a stack's outputs, a line for each leaf. */
final class Outputs {
    private Outputs() {}

    /** Returns {@code key.key  value} for each leaf of {@code outputs}, sorted. */
    static List<String> lines(Map<String, ?> outputs) {
        var leaves = new TreeMap<String, String>();
        outputs.forEach((key, value) -> collect(key, value, leaves));
        int width = leaves.keySet().stream().mapToInt(String::length).max().orElse(1);
        var result = new ArrayList<String>();
        leaves.forEach((key, value) -> result.add(("%-" + width + "s  %s").formatted(key, value)));
        return result;
    }

    private static void collect(String key, Object value, Map<String, String> leaves) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((name, inner) -> collect(key + "." + name, inner, leaves));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    collect(key + "[" + i + "]", list.get(i), leaves);
                }
            }
            case Double number when number == Math.rint(number) -> leaves.put(key, String.valueOf(number.longValue()));
            default -> leaves.put(key, String.valueOf(value));
        }
    }
}
