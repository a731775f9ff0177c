package dev.quartet.infra.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A function whose alias stays at the version {@code stable}, while the newest one gets {@code weight} percent. */
public record Canary(String function, String stable, int weight) {
    private static final String KEY = "canary";
    private static final Set<String> PARTS = Set.of("function", "stable", "weight");
    private static final String ALLOWED =
            "a list of {function: orders-api, stable: \"3\", weight: 10}, each function once: stable is a published"
                    + " version's number, weight whole percent from 0 (roll back) to 99";
    private static final Pattern FUNCTION = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[1-9]\\d{0,9}");
    private static final Pattern WEIGHT = Pattern.compile("\\d{1,2}");

    static List<Canary> read(Values values) {
        List<Canary> canaries = new ArrayList<>();
        for (Map<String, Object> entry : values.objects(KEY, ALLOWED)) {
            Optional<Canary> canary = of(entry);
            if (canary.isEmpty() || canaries.stream().anyMatch(known -> known.function.equals(canary.get().function))) {
                throw values.refused(KEY, entry, ALLOWED);
            }
            canaries.add(canary.get());
        }
        return canaries;
    }

    private static Optional<Canary> of(Map<String, Object> entry) {
        String function = String.valueOf(entry.get("function"));
        String stable = String.valueOf(entry.get("stable"));
        String weight = String.valueOf(entry.get("weight"));
        boolean valid = entry.keySet().equals(PARTS)
                && FUNCTION.matcher(function).matches()
                && VERSION.matcher(stable).matches()
                && WEIGHT.matcher(weight).matches();
        return valid ? Optional.of(new Canary(function, stable, Integer.parseInt(weight))) : Optional.empty();
    }

    /** Returns the share of the newest version, from 0 to 1. */
    public double share() {
        return weight / 100.0;
    }

    /** Refuses canaries of functions that the stack does not have, which would stay without effect. */
    public static void refuseUnknown(List<Canary> canaries, Set<String> functions) {
        canaries.stream()
                .map(Canary::function)
                .filter(function -> !functions.contains(function))
                .findFirst()
                .ifPresent(function -> {
                    throw InvalidConfigException.of(
                            "quartet:" + KEY,
                            function,
                            "functions of this stack: "
                                    + String.join(
                                            ", ", functions.stream().sorted().toList()));
                });
    }
}
