package dev.quartet.infra.todo;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.quartet.exports.TableRef;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.table.TableShape;
import java.util.List;
import java.util.Map;

/** The table: {@code pk=USER#<sub>}, {@code sk=TODO#<ulid>}. */
public final class TodoTable extends ComponentResource {
    /** What the function does on items. */
    static final List<String> OPERATIONS = List.of("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem");

    private final StackTable table;

    public TodoTable(Scope scope, Alarms alarms) {
        super("quartet:todo:TodoTable", "todo-table", scope.top());
        this.table =
                new StackTable(scope, this, "todo", TableShape.of("pk", "sk").expiring("expiresAt"), alarms);
        registerOutputs(Map.of("name", table.name()));
    }

    /** Returns the table, for the DAX cluster in front of it. */
    public Table table() {
        return table.table();
    }

    /** Returns what a function needs that works on items. */
    Statement itemStatement() {
        return table.items("Items", OPERATIONS.toArray(String[]::new));
    }

    /** Returns the table's name. */
    Output<String> name() {
        return table.name();
    }

    Output<TableRef> ref() {
        return table.ref();
    }
}
