package dev.quartet.dashboard.ui;

import dev.quartet.dashboard.metric.Series;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** What the browser's elements are sent. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static JsonNode of(Record model) {
        return MAPPER.valueToTree(model);
    }

    /** {@code [[epoch milliseconds, value]…]} from the point at {@code from} on. */
    static ArrayNode points(Series series, int from) {
        ArrayNode points = MAPPER.createArrayNode();
        for (int i = from; i < series.size(); i++) {
            points.addArray().add(series.secondAt(i) * 1000).add(series.valueAt(i));
        }
        return points;
    }

    static ArrayNode array() {
        return MAPPER.createArrayNode();
    }
}
