package dev.quartet.e2e.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/** A number as an English page writes it: {@code 12.3 k}, {@code 87.5 %}, {@code 42}, or that there is no data. */
final class Written {
    private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?)(?:\u00a0([kMGT%]))?");
    private static final Map<String, Double> UNITS = Map.of("k", 1e3, "M", 1e6, "G", 1e9, "T", 1e12, "%", 0.01);

    private Written() {}

    /** Fails unless the text is the value rounded to the digits that it has, three at least, or says that there is none. */
    static void compare(String name, String text, Buckets value) {
        if (value.values().isEmpty()) {
            assertThat(text).as(name).isEqualTo("No data");
            return;
        }
        var number = NUMBER.matcher(text);
        assertThat(number.matches()).as("%s: '%s' is a number", name, text).isTrue();
        var digits = new BigDecimal(number.group(1));
        double unit = number.group(2) == null ? 1 : UNITS.get(number.group(2));
        double is = value.total();
        // From 1,000 on the unit makes room; below, whole numbers and fractions have what they have.
        assertThat(digits.doubleValue() * unit)
                .as("%s: '%s'", name, text)
                .isCloseTo(
                        is,
                        within(Math.max(1e-9, 0.5000001 * unit * digits.ulp().doubleValue())));
        assertThat(digits.precision() >= 3 || digits.doubleValue() * unit == is || digits.doubleValue() < 100)
                .as("%s: '%s' has three digits", name, text)
                .isTrue();
    }
}
