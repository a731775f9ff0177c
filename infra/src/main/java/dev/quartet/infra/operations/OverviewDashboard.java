package dev.quartet.infra.operations;

import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.UpdatesExports;
import dev.quartet.infra.config.Architecture;
import dev.quartet.infra.core.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** A CloudWatch dashboard of the headline figures, for whoever has the console open rather than Quartet's own. */
public final class OverviewDashboard {
    private OverviewDashboard() {}

    /** Adds the dashboard. */
    public static void addTo(
            Scope scope,
            Resource parent,
            Optional<Output<String>> distributionId,
            Optional<Output<ServicesExports>> services,
            Optional<Output<UpdatesExports>> updates) {
        List<Widget> widgets = new ArrayList<>();
        if (scope.settings().has(Architecture.TODO)) {
            widgets.addAll(todo(scope));
        }
        if (scope.settings().has(Architecture.BLOG)) {
            widgets.addAll(BlogWidgets.of(scope));
        }
        Output<List<Widget>> edge =
                distributionId.map(id -> id.applyValue(BlogWidgets::edge)).orElseGet(() -> Output.of(List.of()));
        Output<List<Widget>> shop =
                services.map(exports -> exports.applyValue(ServicesWidgets::of)).orElseGet(() -> Output.of(List.of()));
        Output<List<Widget>> downloads =
                updates.map(exports -> exports.applyValue(UpdatesWidgets::of)).orElseGet(() -> Output.of(List.of()));
        Output<String> body = Output.tuple(edge, shop, downloads).applyValue(known -> {
            List<Widget> all = new ArrayList<>(widgets);
            all.addAll(known.t1);
            all.addAll(known.t2);
            all.addAll(known.t3);
            return body(scope, all);
        });
        new Dashboard(
                "overview",
                DashboardArgs.builder()
                        .dashboardName(scope.names().regional("overview"))
                        .dashboardBody(body)
                        .build(),
                CustomResourceOptions.builder().parent(parent).build());
    }

    private static String body(Scope scope, List<Widget> widgets) {
        List<Map<String, Object>> json = new ArrayList<>();
        for (int i = 0; i < widgets.size(); i++) {
            json.add(widgets.get(i).toJson(i, scope.settings().region()));
        }
        return JsonMapper.shared().writeValueAsString(Map.of("widgets", json));
    }

    private static List<Widget> todo(Scope scope) {
        String name = scope.names().regional("todo");
        String function = scope.names().regional("todo-api");
        List<Widget> widgets = new ArrayList<>();
        widgets.add(new Widget("To-do API: cache", "Sum")
                .metric("AWS/ApiGateway", "CacheHitCount", "ApiName", name, "Stage", "v1")
                .metric("AWS/ApiGateway", "CacheMissCount", "ApiName", name, "Stage", "v1"));
        widgets.add(new Widget("To-do API: latency p99", "p99")
                .metric("AWS/ApiGateway", "Latency", "ApiName", name, "Stage", "v1"));
        widgets.add(new Widget("To-do function", "Sum")
                .metric("AWS/Lambda", "Invocations", "FunctionName", function)
                .metric("AWS/Lambda", "Errors", "FunctionName", function)
                .metric("AWS/Lambda", "Throttles", "FunctionName", function));
        widgets.add(new Widget("To-do table: consumed capacity", "Sum")
                .metric("AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", name)
                .metric("AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", name));
        if (scope.settings().hasDax()) {
            String cluster = "quartet-" + scope.names().stack();
            widgets.add(new Widget("DAX: cache", "Sum")
                    .metric("AWS/DAX", "ItemCacheHits", "ClusterId", cluster)
                    .metric("AWS/DAX", "ItemCacheMisses", "ClusterId", cluster)
                    .metric("AWS/DAX", "QueryCacheHits", "ClusterId", cluster)
                    .metric("AWS/DAX", "QueryCacheMisses", "ClusterId", cluster));
        }
        return widgets;
    }
}
