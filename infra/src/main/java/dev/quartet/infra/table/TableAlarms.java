package dev.quartet.infra.table;

import com.pulumi.resources.Resource;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import java.util.Map;

/** A table's alarms: it or an index of it throttles reads or writes. */
record TableAlarms(Alarms alarms, Resource parent, String part, String tableName) {
    void create(TableShape shape) {
        create(shape, "reads", "ReadThrottleEvents");
        create(shape, "writes", "WriteThrottleEvents");
    }

    private void create(TableShape shape, String kind, String metric) {
        add(
                part + "-table-" + kind,
                "The table of " + part + " throttles: a partition is hot, or the account's limit is reached",
                metric,
                Map.of("TableName", tableName));
        shape.indexes()
                .forEach(index -> add(
                        part + "-" + index.name() + "-" + kind,
                        "The index " + index.name() + " of " + part + " throttles, and with it writes to the table",
                        metric,
                        Map.of("TableName", tableName, "GlobalSecondaryIndexName", index.name())));
    }

    private void add(String name, String description, String metric, Map<String, String> dimensions) {
        alarms.add(parent, name, description, AlarmRule.atLeast("AWS/DynamoDB", metric, "Sum", dimensions, 1));
    }
}
