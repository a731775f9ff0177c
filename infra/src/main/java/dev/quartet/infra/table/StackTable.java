package dev.quartet.infra.table;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import com.pulumi.aws.dynamodb.inputs.TableGlobalSecondaryIndexArgs;
import com.pulumi.aws.dynamodb.inputs.TablePointInTimeRecoveryArgs;
import com.pulumi.aws.dynamodb.inputs.TableReplicaArgs;
import com.pulumi.aws.dynamodb.inputs.TableTtlArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.exports.TableRef;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table, billed on demand and encrypted with a key that AWS owns: it can be restored to any second of the last 35 days,
 * and it alarms when it or an index of it throttles.
 */
public final class StackTable {
    private final Table table;
    private final TableShape shape;

    /** Makes the table {@code quartet-<stack>-<name>}. */
    public StackTable(Scope scope, Resource parent, String name, TableShape shape, Alarms alarms) {
        this.shape = shape;
        String fullName = scope.names().regional(name);
        this.table = new Table(name, args(scope, fullName, shape), Scope.in(parent));
        new TableAlarms(alarms, parent, name, fullName).create(shape);
    }

    private static TableArgs args(Scope scope, String name, TableShape shape) {
        TableArgs.Builder args = TableArgs.builder()
                .name(name)
                .billingMode("PAY_PER_REQUEST")
                .hashKey(shape.hashKey())
                .attributes(shape.keys().stream().map(StackTable::text).toList())
                .pointInTimeRecovery(
                        TablePointInTimeRecoveryArgs.builder().enabled(true).build())
                .deletionProtectionEnabled(scope.settings().retainData());
        shape.rangeKey().ifPresent(args::rangeKey);
        shape.expires()
                .ifPresent(attribute -> args.ttl(TableTtlArgs.builder()
                        .attributeName(attribute)
                        .enabled(true)
                        .build()));
        if (shape.streamed()) {
            args.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES");
        }
        if (!shape.indexes().isEmpty()) {
            args.globalSecondaryIndexes(
                    shape.indexes().stream().map(StackTable::index).toList());
        }
        if (!shape.replicas().isEmpty()) {
            args.replicas(shape.replicas().stream().map(StackTable::replica).toList());
        }
        return args.build();
    }

    private static TableAttributeArgs text(String name) {
        return TableAttributeArgs.builder().name(name).type("S").build();
    }

    private static TableGlobalSecondaryIndexArgs index(TableShape.Index index) {
        TableGlobalSecondaryIndexArgs.Builder args = TableGlobalSecondaryIndexArgs.builder()
                .name(index.name())
                .hashKey(index.hashKey())
                .rangeKey(index.rangeKey());
        return index.attributes().isEmpty()
                ? args.projectionType("KEYS_ONLY").build()
                : args.projectionType("INCLUDE")
                        .nonKeyAttributes(index.attributes())
                        .build();
    }

    private static TableReplicaArgs replica(String region) {
        return TableReplicaArgs.builder()
                .regionName(region)
                .pointInTimeRecovery(true)
                .propagateTags(true)
                .build();
    }

    /** Returns the table itself, for the DAX cluster in front of it. */
    public Table table() {
        return table;
    }

    /** Returns the table's name. */
    public Output<String> name() {
        return table.name();
    }

    /** Returns the table's ARN. */
    public Output<String> arn() {
        return table.arn();
    }

    /** Returns the ARN of the stream that tells of changes. */
    public Output<String> streamArn() {
        return table.streamArn();
    }

    /** Returns what a function needs that does these operations on items, for example {@code GetItem}. */
    public Statement items(String sid, String... operations) {
        String[] actions = Stream.of(operations).map(op -> "dynamodb:" + op).toArray(String[]::new);
        return Statement.allow(sid, actions).on(table.arn());
    }

    /** Returns what a function needs that queries an index. */
    public Statement indexQuery(String sid, String index) {
        if (shape.indexes().stream().noneMatch(known -> known.name().equals(index))) {
            throw new IllegalArgumentException("No index " + index + "; the table has " + shape.indexes());
        }
        return Statement.allow(sid, "dynamodb:Query").on(table.arn().applyValue(arn -> arn + "/index/" + index));
    }

    /** Returns what the exports say of this table. */
    public Output<TableRef> ref() {
        List<String> indexes =
                shape.indexes().stream().map(TableShape.Index::name).toList();
        return Output.tuple(table.name(), shape.streamed() ? table.streamArn() : Output.of(""))
                .applyValue(t -> new TableRef(t.t1, indexes, t.t2.isEmpty() ? null : t.t2));
    }
}
