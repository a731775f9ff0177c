package dev.quartet.infra.operations;

import java.util.Map;

/** When the share of one metric's sum in another's alarms, in percent, over two 5-minute periods in a row. */
public record RatioRule(
        String namespace, String numerator, String denominator, Map<String, String> dimensions, double percent) {
    public RatioRule {
        dimensions = Map.copyOf(dimensions);
    }
}
