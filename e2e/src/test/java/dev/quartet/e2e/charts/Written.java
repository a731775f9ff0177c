package dev.quartet.e2e.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.regex.Pattern;

/** A number as an English page writes it: {@code 12.3 k}, {@code 87.5 %}, {@code 42}, or that there is no data. */
final class Written {
    private static final Pattern NUMBER = Pattern.compile("(\\d+(?:\\.\\d+)?)(?:\u00a0([kMGT%]))?");
    private static final Map<String, Double> UNITS = Map.of("k", 1e3, "M", 1e6, "G", 1e9, "T", 1e12, "%", 0.01);

    private Written() {}

    /** Fails unless the text is the value rounded to three digits, or says that there is none. */
    static void compare(String name, String text, Buckets value) {
        if (value.values().isEmpty()) {
            assertThat(text).as(name).isEqualTo("No data");
            return;
        }
        var number = NUMBER.matcher(text);
        assertThat(number.matches()).as("%s: '%s' is a number", name, text).isTrue();
        double unit = number.group(2) == null ? 1 : UNITS.get(number.group(2));
        double is = value.total();
        double thirdDigit = Math.pow(10, Math.floor(Math.log10(Math.abs(is))) - 2);
        assertThat(Double.parseDouble(number.group(1)) * unit)
                .as("%s: '%s'", name, text)
                .isCloseTo(is, within(Math.max(1e-9, 0.5000001 * thirdDigit)));
    }
}
