package dev.quartet.functions.services.analytics;

import dev.quartet.functions.common.Problem;
import dev.quartet.functions.data.Store;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads the totals of days. */
final class Stats {
    /** BatchGetItem takes at most 100 keys. */
    private static final int MAX_KEYS = 100;

    private static final int TRIES = 5;

    private final Store store;
    private final String table;

    Stats(Store store, String table) {
        this.store = store;
        this.table = table;
    }

    /** With every day of the period, days without orders included. */
    Map<String, Object> json(Period period) {
        Map<LocalDate, Totals> totals = totals(period.days());
        Totals sum = totals.values().stream().reduce(Totals.NONE, Totals::plus);
        List<Map<String, Object>> days = new ArrayList<>();
        for (LocalDate day : period.days()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("date", day);
            json.putAll(totals.getOrDefault(day, Totals.NONE).json());
            days.add(json);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("from", period.from());
        json.put("to", period.to());
        json.putAll(sum.json());
        json.put("days", days);
        return json;
    }

    private Map<LocalDate, Totals> totals(List<LocalDate> days) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>();
        days.forEach(day -> keys.addAll(DayItems.keys(day)));
        Map<LocalDate, Totals> totals = new TreeMap<>();
        for (int from = 0; from < keys.size(); from += MAX_KEYS) {
            for (Map<String, AttributeValue> item : items(keys.subList(from, Math.min(keys.size(), from + MAX_KEYS)))) {
                totals.merge(DayItems.day(item), DayItems.totals(item), Totals::plus);
            }
        }
        return totals;
    }

    private List<Map<String, AttributeValue>> items(List<Map<String, AttributeValue>> keys) {
        List<Map<String, AttributeValue>> items = new ArrayList<>();
        Map<String, KeysAndAttributes> wanted = Map.of(
                table,
                KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
        for (int i = 0; i < TRIES && !wanted.isEmpty(); i++) {
            Map<String, KeysAndAttributes> next = wanted;
            BatchGetItemResponse response = store.table(client -> client.batchGetItem(get -> get.requestItems(next)));
            items.addAll(response.responses().getOrDefault(table, List.of()));
            wanted = response.unprocessedKeys();
        }
        if (!wanted.isEmpty()) {
            throw Problem.of(503, "Service Unavailable", "The table did not answer in full; try again.")
                    .withHeader("Retry-After", "1")
                    .exception();
        }
        return items;
    }
}
