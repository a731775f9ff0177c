package dev.quartet.local.cloudwatch;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code DescribeAlarmHistory}: the changes of state of one alarm or of all, newest first unless {@code ScanBy} says otherwise. Source:
 * CloudWatch API reference, DescribeAlarmHistory. Thread-safe.
 */
final class AlarmHistory {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_A_PAGE = 100;
    private static final String STATE_UPDATE = "StateUpdate";
    private static final List<String> ORDERS = List.of("TimestampDescending", "TimestampAscending");

    private final Alarms alarms;

    private record Entry(Alarm alarm, Alarm.Change change) {}

    AlarmHistory(Alarms alarms) {
        this.alarms = alarms;
    }

    JsonNode describe(AwsRequest request, ObjectNode input) {
        var name = WireValues.text(input, "AlarmName");
        var from = WireValues.instant(input, "StartDate").orElse(Instant.MIN);
        var to = WireValues.instant(input, "EndDate").orElse(Instant.MAX);
        boolean states = WireValues.text(input, "HistoryItemType")
                .map(STATE_UPDATE::equals)
                .orElse(true);
        var entries = alarms.list(request.region()).stream()
                .filter(alarm -> states
                        && alarm.definition()
                                .name()
                                .equals(name.orElse(alarm.definition().name())))
                .flatMap(alarm -> alarm.changes().stream().map(change -> new Entry(alarm, change)))
                .filter(entry -> !entry.change().at().isBefore(from)
                        && !entry.change().at().isAfter(to))
                .sorted(Comparator.<Entry, Instant>comparing(
                                entry -> entry.change().at())
                        .reversed())
                .toList();
        var output = JSON.createObjectNode();
        var items = output.putArray("AlarmHistoryItems");
        // The other way round rather than sorted so: changes of one moment keep their order.
        Page.of(ascending(input) ? entries.reversed() : entries, input, MOST_A_PAGE, output)
                .forEach(entry -> write(items.addObject(), entry));
        return output;
    }

    private static boolean ascending(ObjectNode input) {
        var order = WireValues.text(input, "ScanBy").orElse(ORDERS.getFirst());
        if (!ORDERS.contains(order)) {
            throw new AwsException("ValidationError", 400, "ScanBy must be one of %s, not %s".formatted(ORDERS, order));
        }
        return order.equals(ORDERS.getLast());
    }

    private static void write(ObjectNode item, Entry entry) {
        var change = entry.change();
        item.put("AlarmName", entry.alarm().definition().name())
                .put("AlarmType", "MetricAlarm")
                .put("HistoryItemType", STATE_UPDATE)
                .put("HistorySummary", "Alarm updated from %s to %s".formatted(change.from(), change.to()))
                .put(
                        "HistoryData",
                        JSON.createObjectNode().put("reason", change.reason()).toString());
        item.putPOJO("Timestamp", change.at());
    }
}
