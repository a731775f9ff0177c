package dev.quartet.functions.services.catalog;

import dev.quartet.functions.common.Fields;
import dev.quartet.functions.services.events.Money;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prices that clients send: decimal numbers as text, with no more decimals than the currency has (ISO 4217). */
final class Prices {
    private static final Pattern AMOUNT = Pattern.compile("(0|[1-9][0-9]{0,9})(\\.[0-9]{1,4})?");
    private static final int MAX_AMOUNT = 15;
    private static final int CODE = 3;

    private Prices() {}

    /** The field {@code price}, with all the decimals of its currency; null if it is missing or wrong, as is noted then. */
    static @Nullable Money of(Fields fields) {
        Fields price = fields.requiredObject("price", List.of("amount", "currency"));
        if (price == null) {
            return null;
        }
        String amount = price.requiredText("amount", MAX_AMOUNT);
        String code = price.requiredText("currency", CODE);
        if (amount == null || code == null) {
            return null;
        }
        Currency currency = currency(code);
        if (currency == null) {
            price.error("currency", "is not the ISO 4217 code of a currency that has prices, such as KRW");
            return null;
        }
        int decimals = currency.getDefaultFractionDigits();
        if (!AMOUNT.matcher(amount).matches() || new BigDecimal(amount).scale() > decimals) {
            price.error(
                    "amount",
                    "is not a decimal number under 10,000,000,000 with at most " + decimals + " decimals, as "
                            + currency.getCurrencyCode() + " has");
            return null;
        }
        return new Money(new BigDecimal(amount).setScale(decimals).toPlainString(), currency.getCurrencyCode());
    }

    private static @Nullable Currency currency(String code) {
        try {
            Currency currency = Currency.getInstance(code);
            return currency.getDefaultFractionDigits() < 0 ? null : currency;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
