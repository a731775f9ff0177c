package dev.quartet.exports.prices;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The list prices that come with this version: each with its unit, source and date. Immutable. */
public final class PriceTable {
    /** Whose price is taken where a region's is not known; every price has one there. */
    public static final String FALLBACK = "us-east-1";

    private final Map<String, Entry> entries;

    record Document(String currency, String about, List<Entry> prices) {}

    record Entry(
            String key,
            String service,
            String unit,
            double per,
            URI source,
            Map<String, Quote> regions,
            @Nullable Map<String, Price.Absence> absent) {
        /** Why a region has no price; null where it has one. */
        Price.@Nullable Absence absence(String region) {
            if (regions.containsKey(region)) {
                return null;
            }
            Price.Absence known = absent == null ? null : absent.get(region);
            return known == null ? Price.Absence.NOT_LISTED : known;
        }
    }

    record Quote(double usd, LocalDate asOf, Price.Basis basis) {}

    private PriceTable(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** Reads the table. */
    public static PriceTable load() {
        try (InputStream file = requireNonNull(PriceTable.class.getResourceAsStream("prices.json"), "no prices.json")) {
            Map<String, Entry> entries = new LinkedHashMap<>();
            for (Entry entry :
                    JsonMapper.builder().build().readValue(file, Document.class).prices()) {
                entries.put(entry.key(), entry);
            }
            return new PriceTable(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is such a price. */
    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** The names of all prices, in the table's order. */
    public List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    /** The price of a region; that of us-east-1 where it is not known. */
    public Price of(String key, String region) {
        Entry entry = entries.get(key);
        if (entry == null) {
            throw new IllegalArgumentException("price is '%s'; allowed: %s".formatted(key, entries.keySet()));
        }
        Price.Absence absence = entry.absence(region);
        String known = absence == null ? region : FALLBACK;
        Quote quote = requireNonNull(entry.regions().get(known), () -> key + " has no price in " + known);
        return new Price(
                key,
                entry.service(),
                entry.unit(),
                entry.per(),
                entry.source(),
                known,
                region,
                quote.usd(),
                quote.asOf(),
                quote.basis(),
                absence);
    }
}
