package dev.quartet.dashboard.todo;

import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.TodoExports;
import java.util.List;

/** What the Todo view reads. */
final class TodoQueries {
    /** The calls the function makes; each is a dimension of its own. */
    private static final List<String> OPERATIONS =
            List.of("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems");

    private TodoQueries() {}

    static Queries of(String region, TodoExports todo) {
        String table = todo.table().name();
        Queries queries = new Queries(region)
                .add(
                        List.of(todo.api().name(), todo.api().stage()),
                        Metric.API_COUNT,
                        Metric.API_CACHE_HITS,
                        Metric.API_CACHE_MISSES,
                        Metric.API_4XX,
                        Metric.API_5XX,
                        Metric.API_LATENCY_P50)
                .addEach(
                        todo.functions().stream()
                                .map(FunctionRef::name)
                                .map(List::of)
                                .toList(),
                        Metric.LAMBDA_INVOCATIONS,
                        Metric.LAMBDA_ERRORS,
                        Metric.LAMBDA_THROTTLES,
                        Metric.LAMBDA_DURATION_P50,
                        Metric.LAMBDA_DURATION_P99)
                .add(List.of(table), Metric.TABLE_RCU, Metric.TABLE_WCU)
                .addEach(
                        todo.table().indexes().stream()
                                .map(index -> List.of(table, index))
                                .toList(),
                        Metric.INDEX_RCU,
                        Metric.INDEX_WCU)
                .addEach(
                        OPERATIONS.stream()
                                .map(operation -> List.of(table, operation))
                                .toList(),
                        Metric.TABLE_CALLS,
                        Metric.TABLE_LATENCY)
                .add(List.of(todo.userPoolId(), todo.userPoolClientId()), Metric.SIGN_INS);
        if (todo.daxClusterName() != null) {
            queries.add(
                    List.of(todo.daxClusterName()),
                    Metric.DAX_ITEM_HITS,
                    Metric.DAX_ITEM_MISSES,
                    Metric.DAX_QUERY_HITS,
                    Metric.DAX_QUERY_MISSES,
                    Metric.DAX_REQUESTS);
        }
        return queries;
    }
}
