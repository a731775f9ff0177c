package dev.quartet.infra.todo;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import com.pulumi.aws.dynamodb.inputs.TablePointInTimeRecoveryArgs;
import com.pulumi.aws.dynamodb.inputs.TableTtlArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.exports.TableRef;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import java.util.List;
import java.util.Map;

/** The table: {@code pk=USER#<sub>}, {@code sk=TODO#<ulid>}. Encrypted with a key that AWS owns, as every table is. */
public final class TodoTable extends ComponentResource {
    /** What the function does on items. */
    static final List<String> OPERATIONS = List.of("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem");

    private final Table table;

    public TodoTable(Scope scope, Alarms alarms) {
        super("quartet:todo:TodoTable", "todo-table", scope.top());
        String name = scope.names().regional("todo");
        this.table = new Table(
                "todo",
                TableArgs.builder()
                        .name(name)
                        .billingMode("PAY_PER_REQUEST")
                        .hashKey("pk")
                        .rangeKey("sk")
                        .attributes(key("pk"), key("sk"))
                        .ttl(TableTtlArgs.builder()
                                .attributeName("expiresAt")
                                .enabled(true)
                                .build())
                        .pointInTimeRecovery(TablePointInTimeRecoveryArgs.builder()
                                .enabled(true)
                                .build())
                        .deletionProtectionEnabled(scope.settings().retainData())
                        .build(),
                Scope.in(this));
        for (String metric : List.of("ReadThrottleEvents", "WriteThrottleEvents")) {
            alarms.add(
                    this,
                    "todo-table-" + (metric.startsWith("Read") ? "reads" : "writes"),
                    "The to-do table throttles: a partition is hot, or the account's limit is reached",
                    AlarmRule.atLeast("AWS/DynamoDB", metric, "Sum", Map.of("TableName", name), 1));
        }
        registerOutputs(Map.of("name", table.name()));
    }

    private static TableAttributeArgs key(String name) {
        return TableAttributeArgs.builder().name(name).type("S").build();
    }

    /** Returns the table, for the DAX cluster in front of it. */
    public Table table() {
        return table;
    }

    /** Returns what a function needs that works on items. */
    Statement itemStatement() {
        String[] actions = OPERATIONS.stream().map(op -> "dynamodb:" + op).toArray(String[]::new);
        return Statement.allow("Items", actions).on(table.arn());
    }

    /** Returns the table's name. */
    Output<String> name() {
        return table.name();
    }

    Output<TableRef> ref() {
        return table.name().applyValue(name -> new TableRef(name, List.of(), null));
    }

    /** Returns the table's parent for options. */
    Resource resource() {
        return table;
    }
}
