package dev.quartet.infra.blog;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.exports.TableRef;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.AlarmRule;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One of the blog's tables with its one index and its alarms. */
final class BlogTable {
    private final Table table;
    private final String index;
    private final boolean streamed;

    /** A replica needs streams on, with the same view in each region, and so does whoever follows the table. */
    BlogTable(
            Resource parent,
            Scope scope,
            String part,
            TableArgs.Builder args,
            boolean streamed,
            String index,
            Alarms alarms) {
        this.index = index;
        this.streamed = streamed;
        String name = scope.names().regional(part);
        args.name(name);
        if (streamed) {
            args.streamEnabled(true).streamViewType("NEW_AND_OLD_IMAGES");
        }
        this.table = new Table(part, args.build(), Scope.in(parent));
        for (String metric : List.of("ReadThrottleEvents", "WriteThrottleEvents")) {
            String kind = metric.startsWith("Read") ? "reads" : "writes";
            alarms.add(
                    parent,
                    part + "-table-" + kind,
                    "The table of " + part + " throttles: a partition is hot, or the account's limit is reached",
                    AlarmRule.atLeast("AWS/DynamoDB", metric, "Sum", Map.of("TableName", name), 1));
            alarms.add(
                    parent,
                    part + "-index-" + kind,
                    "The index " + index + " of " + part + " throttles, and with it writes to the table",
                    AlarmRule.atLeast(
                            "AWS/DynamoDB",
                            metric,
                            "Sum",
                            Map.of("TableName", name, "GlobalSecondaryIndexName", index),
                            1));
        }
    }

    Table table() {
        return table;
    }

    Output<String> name() {
        return table.name();
    }

    Output<String> arn() {
        return table.arn();
    }

    Output<String> streamArn() {
        return table.streamArn();
    }

    /** Returns what a function needs that does these operations on items. */
    Statement items(String sid, String... operations) {
        String[] actions = Stream.of(operations).map(op -> "dynamodb:" + op).toArray(String[]::new);
        return Statement.allow(sid, actions).on(table.arn());
    }

    /** Returns what a function needs that queries the index. */
    Statement indexQuery(String sid) {
        return Statement.allow(sid, "dynamodb:Query").on(table.arn().applyValue(arn -> arn + "/index/" + index));
    }

    Output<TableRef> ref() {
        return Output.tuple(table.name(), streamed ? table.streamArn() : Output.of(""))
                .applyValue(t -> new TableRef(t.t1, List.of(index), t.t2.isEmpty() ? null : t.t2));
    }
}
