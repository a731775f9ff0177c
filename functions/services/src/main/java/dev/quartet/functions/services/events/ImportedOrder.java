package dev.quartet.functions.services.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of an imported file is to become an order.
 *
 * @param source   the file and the line that it stands in
 * @param customer 1 to 100 characters
 * @param lines    1 to 20
 */
public record ImportedOrder(Envelope envelope, Source source, String customer, List<Line> lines) implements Event {
    public static final String TYPE = "ImportedOrder";
    public static final int VERSION = 1;
    private static final int MAX_NAME = 1_024;
    private static final long MAX_LINE = 10_000_000;

    /**
     * Where an order was read.
     *
     * @param name of the file, as its reports have it
     * @param line number in the file; the header is line 1
     */
    public record Source(String name, long line) {
        public Source {
            Rules.length("name", name, MAX_NAME);
            Rules.range("line", line, 2, MAX_LINE);
        }
    }

    /** What is ordered of one product: 1 to 1000 pieces. */
    public record Line(String sku, int quantity) {
        public Line {
            Rules.matches("sku", sku, Rules.SKU);
            Rules.range("quantity", quantity, 1, Rules.MAX_QUANTITY);
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("sku", sku);
            json.put("quantity", quantity);
            return json;
        }
    }

    public ImportedOrder {
        Rules.length("customer", customer, Rules.MAX_CUSTOMER);
        Rules.lines(lines);
        lines = List.copyOf(lines);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public int schemaVersion() {
        return VERSION;
    }

    /** What POST /orders takes. */
    public Map<String, Object> orderJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("customer", customer);
        json.put("lines", lines.stream().map(Line::json).toList());
        return json;
    }

    @Override
    public Map<String, Object> json() {
        Map<String, Object> json = envelope.json(TYPE, VERSION);
        Map<String, Object> from = new LinkedHashMap<>();
        from.put("name", source.name());
        from.put("line", source.line());
        json.put("import", from);
        json.put("order", orderJson());
        return json;
    }
}
