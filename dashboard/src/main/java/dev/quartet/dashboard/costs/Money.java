package dev.quartet.dashboard.costs;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.Locale;

/** Amounts of US dollars, and numbers exact enough to be checked by hand. */
final class Money {
    private static final char SPACE = '\u00a0';
    private static final int DIGITS = 6;
    private static final int SMALL_DIGITS = 3;

    private Money() {}

    /** Such as {@code 1,234.56 USD}; below one dollar three significant digits. */
    static String usd(double amount, Locale locale) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        if (Math.abs(amount) >= 1 || amount == 0) {
            int decimals = amount == 0 ? 0 : 2;
            format.setMinimumFractionDigits(decimals);
            format.setMaximumFractionDigits(decimals);
            return sign(format.format(amount)) + SPACE + "USD";
        }
        return sign(digits(amount, SMALL_DIGITS, format)) + SPACE + "USD";
    }

    /** With six significant digits. */
    static String exact(double number, Locale locale) {
        return sign(digits(number, DIGITS, NumberFormat.getNumberInstance(locale)));
    }

    private static String digits(double number, int digits, NumberFormat format) {
        BigDecimal rounded = new BigDecimal(number)
                .round(new MathContext(digits, RoundingMode.HALF_UP))
                .stripTrailingZeros();
        // A whole number is shown whole.
        BigDecimal shown =
                rounded.scale() < 0 && Math.abs(number) < Long.MAX_VALUE ? new BigDecimal(Math.round(number)) : rounded;
        format.setMaximumFractionDigits(Math.max(0, shown.scale()));
        return format.format(shown);
    }

    /** A minus that is as wide as a digit. */
    private static String sign(String number) {
        return number.replace('-', '−');
    }
}
