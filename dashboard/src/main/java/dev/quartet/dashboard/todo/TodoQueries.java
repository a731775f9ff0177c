package dev.quartet.dashboard.todo;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.TodoExports;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which resources stand for which metric in the Todo architecture. */
final class TodoQueries {
    /** The calls the function makes; each is a dimension of its own. */
    private static final List<String> OPERATIONS =
            List.of("GetItem", "Query", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems");

    private final String region;
    private final TodoExports todo;

    TodoQueries(String region, TodoExports todo) {
        this.region = region;
        this.todo = todo;
    }

    /** The queries of a metric, one for each resource. */
    List<MetricQuery> of(Metric metric) {
        return resources(metric).stream()
                .map(resource -> new MetricQuery(region, metric, resource))
                .toList();
    }

    /** Everything that the view shows. */
    Set<MetricQuery> all() {
        Set<MetricQuery> all = new LinkedHashSet<>();
        for (Metric metric : Metric.values()) {
            all.addAll(of(metric));
        }
        return all;
    }

    private List<List<String>> resources(Metric metric) {
        return switch (metric.namespace()) {
            case API_GATEWAY -> List.of(List.of(todo.api().name(), todo.api().stage()));
            case DAX -> one(todo.daxClusterName());
            case LAMBDA ->
                todo.functions().stream().map(FunctionRef::name).map(List::of).toList();
            case TABLE -> List.of(List.of(todo.table().name()));
            case INDEX -> indexes();
            case TABLE_OPERATION ->
                OPERATIONS.stream()
                        .map(operation -> List.of(todo.table().name(), operation))
                        .toList();
            case COGNITO -> List.of(List.of(todo.userPoolId(), todo.userPoolClientId()));
            case SES_CONFIGURATION_SET, CLOUDFRONT, LOAD_BALANCER -> List.of();
        };
    }

    private List<List<String>> indexes() {
        List<List<String>> indexes = new ArrayList<>();
        todo.table().indexes().forEach(index -> indexes.add(List.of(todo.table().name(), index)));
        return indexes;
    }

    private static List<List<String>> one(@Nullable String name) {
        return name == null ? List.of() : List.of(List.of(name));
    }
}
