package dev.quartet.dashboard.ui;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers for people: three significant digits, SI prefixes, one way on the whole product. */
public final class Numbers {
    /** Stands where there is no data. */
    public static final String NONE = "–";

    private static final double MINUTE = 60_000;
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);
    private static final String[] PREFIXES = {"", "k", "M", "G", "T"};
    private static final String SPACE = "\u00a0";

    private Numbers() {}

    /** A count or rate, such as {@code 12.3 k}; small whole counts as they are. */
    public static String count(@Nullable Double value, Locale locale) {
        if (value == null) {
            return NONE;
        }
        if (value == Math.rint(value) && Math.abs(value) < 1000) {
            return Long.toString(Math.round(value));
        }
        BigDecimal rounded = rounded(value);
        int power = 0;
        while (rounded.abs().compareTo(THOUSAND) >= 0 && power < PREFIXES.length - 1) {
            rounded = rounded.movePointLeft(3);
            power++;
        }
        return plain(rounded, locale) + (power == 0 ? "" : SPACE + PREFIXES[power]);
    }

    /** A fraction of one as a percentage, such as {@code 87.5 %}. */
    public static String percent(@Nullable Double fraction, Locale locale) {
        return fraction == null ? NONE : points(fraction, locale) + SPACE + "%";
    }

    /** A fraction of one in hundredths, without the sign. */
    public static String points(double fraction, Locale locale) {
        return plain(rounded(fraction * 100), locale);
    }

    /**
     * Milliseconds, as seconds from one second on, and from two minutes on in whole units, such as {@code 10 min 18 s}; some services
     * report whole milliseconds, where 0 is less than one.
     */
    public static String milliseconds(@Nullable Double value, Locale locale) {
        if (value == null) {
            return NONE;
        }
        if (value == 0) {
            return "<" + SPACE + "1" + SPACE + "ms";
        }
        if (value >= 2 * MINUTE) {
            return length(Duration.ofMillis(Math.round(value)), locale);
        }
        BigDecimal rounded = rounded(value);
        return rounded.compareTo(THOUSAND) >= 0
                ? plain(rounded.movePointLeft(3), locale) + unit("s", locale)
                : plain(rounded, locale) + SPACE + "ms";
    }

    /** A duration in its two greatest units. */
    private static String length(Duration time, Locale locale) {
        long seconds = Math.round(time.toMillis() / 1000.0);
        if (seconds < 7200) {
            return pair(seconds / 60, "min", seconds % 60, "s", locale);
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 2880
                ? pair(minutes / 60, "h", minutes % 60, "min", locale)
                : pair(minutes / 1440, "d", minutes / 60 % 24, "h", locale);
    }

    private static String pair(long whole, String unit, long rest, String restUnit, Locale locale) {
        String text = whole + unit(unit, locale);
        return rest == 0 ? text : text + SPACE + rest + unit(restUnit, locale);
    }

    /** What follows a number of {@code s}, {@code min}, {@code h} or {@code d}: Korean has words, right behind it. */
    public static String unit(String unit, Locale locale) {
        if (!locale.getLanguage().equals("ko")) {
            return SPACE + unit;
        }
        return switch (unit) {
            case "s" -> "초";
            case "min" -> "분";
            case "h" -> "시간";
            default -> "일";
        };
    }

    /** A number as it was set, of up to six digits behind the point: {@code 3}, {@code 0.5}. */
    public static String exact(double value, Locale locale) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(6);
        return format.format(value);
    }

    /** How long something is ago, in whole units: {@code 2 min}. */
    public static String age(Duration age, Locale locale) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) {
            return seconds + unit("s", locale);
        }
        if (seconds < 3600) {
            return seconds / 60 + unit("min", locale);
        }
        return seconds < 2 * 86_400 ? seconds / 3600 + unit("h", locale) : seconds / 86_400 + unit("d", locale);
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_UP));
    }

    /** From one on always three digits, so that a figure does not jump in width. */
    private static String plain(BigDecimal value, Locale locale) {
        int whole = value.precision() - value.scale();
        BigDecimal shown = value.signum() == 0
                ? BigDecimal.ZERO
                : whole < 1 ? value.stripTrailingZeros() : value.setScale(Math.max(0, 3 - whole), RoundingMode.HALF_UP);
        char point = DecimalFormatSymbols.getInstance(locale).getDecimalSeparator();
        return shown.toPlainString().replace('.', point);
    }
}
