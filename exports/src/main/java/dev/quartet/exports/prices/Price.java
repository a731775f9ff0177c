package dev.quartet.exports.prices;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A list price: {@code usd} US dollars for {@code per} of a unit.
 *
 * @param key such as {@code lambda.request}
 * @param service AWS's name of the service
 * @param unit the last part of the name of its text
 * @param source AWS's page of such prices
 * @param region whose price it is
 * @param wanted the region that was asked for
 * @param absence why that region has none of its own; null where it has
 */
public record Price(
        String key,
        String service,
        String unit,
        double per,
        URI source,
        String region,
        String wanted,
        double usd,
        LocalDate asOf,
        Basis basis,
        @Nullable Absence absence) {
    /** How sure a price is. */
    public enum Basis {
        /** Found in a public copy of AWS's price list or pricing page of about that day. */
        READ,
        /** Known from that time, and not looked up again. */
        APPROXIMATE
    }

    /** Why a region has no price of its own. */
    public enum Absence {
        /** AWS does not offer it there. */
        NOT_OFFERED,
        /** AWS offers it there; no dated copy of its price was found. */
        NOT_FOUND,
        /** No price of the region is in the table. */
        NOT_LISTED
    }

    public Price {
        requireNonNull(key, "key is null");
        requireNonNull(source, "source is null");
        requireNonNull(asOf, "asOf is null");
        requireNonNull(basis, "basis is null");
        if (region.equals(wanted) != (absence == null)) {
            throw new IllegalArgumentException(
                    "price %s of %s for %s is absent there because: %s; allowed: a reason where it is another region's"
                            .formatted(key, region, wanted, absence));
        }
        if (!(usd > 0) || !(per > 0)) {
            throw new IllegalArgumentException("price %s in %s is %s for %s; allowed: more than 0 for more than 0"
                    .formatted(key, region, usd, per));
        }
    }

    /** US dollars for one. */
    public double each() {
        return usd / per;
    }

    /** Whether it is another region's, for want of one of its own. */
    public boolean borrowed() {
        return absence != null;
    }
}
