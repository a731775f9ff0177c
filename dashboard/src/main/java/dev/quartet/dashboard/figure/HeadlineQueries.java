package dev.quartet.dashboard.figure;

import static dev.quartet.dashboard.metric.MetricQuery.EDGE_REGION;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.exports.BlogExports;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.ImportsExports;
import dev.quartet.exports.ServiceExports;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TableRef;
import dev.quartet.exports.TodoExports;
import dev.quartet.exports.UpdatesExports;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which resources of a stack each headline figure reads; none means that no architecture of the stack has it. */
public final class HeadlineQueries {
    private final StackExports exports;

    public HeadlineQueries(StackExports exports) {
        this.exports = exports;
    }

    /** Everything that any headline figure reads. */
    public Set<MetricQuery> all() {
        Set<MetricQuery> all = new LinkedHashSet<>();
        for (Headline headline : Headline.values()) {
            all.addAll(of(headline));
        }
        return all;
    }

    /** What one headline figure reads; empty when the stack lacks what it is about. */
    public Set<MetricQuery> of(Headline headline) {
        Set<MetricQuery> queries = new LinkedHashSet<>();
        for (Metric metric : headline.formula().metrics()) {
            for (List<String> resource : resources(headline, metric)) {
                String region = metric.namespace() == Metric.Namespace.CLOUDFRONT ? EDGE_REGION : exports.region();
                queries.add(new MetricQuery(region, metric, resource));
            }
        }
        return queries;
    }

    private List<List<String>> resources(Headline headline, Metric metric) {
        return switch (metric.namespace()) {
            case API_GATEWAY -> cachedApis();
            case DAX -> daxClusters();
            case LAMBDA ->
                functions().stream().map(function -> List.of(function.name())).toList();
            case TABLE -> tables().stream().map(table -> List.of(table.name())).toList();
            case INDEX ->
                tables().stream()
                        .flatMap(table -> table.indexes().stream().map(index -> List.of(table.name(), index)))
                        .toList();
            case SES_CONFIGURATION_SET -> welcome();
            case CLOUDFRONT -> headline == Headline.CACHE_EDGE ? distributions() : offloaded();
            case LOAD_BALANCER ->
                exports.updates() == null
                        ? List.of()
                        : List.of(List.of(exports.updates().loadBalancer()));
            case HTTP_API,
                    LAMBDA_VERSION,
                    TABLE_OPERATION,
                    TABLE_REPLICA,
                    COGNITO,
                    SES_ACCOUNT,
                    QUEUE,
                    TOPIC,
                    STREAM,
                    SERVICES,
                    BLOG,
                    TARGET_GROUP,
                    AUTO_SCALING,
                    INSTANCES,
                    FILE_SYSTEM,
                    UPDATES -> List.of();
        };
    }

    private List<List<String>> cachedApis() {
        TodoExports todo = exports.todo();
        return todo == null
                ? List.of()
                : List.of(List.of(todo.api().name(), todo.api().stage()));
    }

    private List<List<String>> daxClusters() {
        List<List<String>> clusters = new ArrayList<>();
        TodoExports todo = exports.todo();
        if (todo != null && todo.daxClusterName() != null) {
            clusters.add(List.of(todo.daxClusterName()));
        }
        BlogExports blog = exports.blog();
        if (blog != null && blog.daxClusterName() != null) {
            clusters.add(List.of(blog.daxClusterName()));
        }
        return clusters.stream().distinct().toList();
    }

    /** All functions of the stack. */
    public List<FunctionRef> functions() {
        List<FunctionRef> functions = new ArrayList<>();
        if (exports.todo() != null) {
            functions.addAll(exports.todo().functions());
        }
        if (exports.blog() != null) {
            functions.addAll(exports.blog().functions());
        }
        services().forEach(service -> functions.addAll(service.functions()));
        if (exports.services() != null) {
            ImportsExports imports = exports.services().imports();
            functions.addAll(imports.functions());
        }
        if (exports.updates() != null) {
            functions.addAll(exports.updates().functions());
        }
        return functions;
    }

    private List<TableRef> tables() {
        List<TableRef> tables = new ArrayList<>();
        if (exports.todo() != null) {
            tables.add(exports.todo().table());
        }
        BlogExports blog = exports.blog();
        if (blog != null) {
            tables.add(blog.postsTable());
            tables.add(blog.visitorsTable());
        }
        services().forEach(service -> tables.add(service.table()));
        if (exports.services() != null && exports.services().imports().table() != null) {
            tables.add(exports.services().imports().table());
        }
        if (exports.updates() != null && exports.updates().locksTable() != null) {
            tables.add(exports.updates().locksTable());
        }
        return tables;
    }

    private List<ServiceExports> services() {
        ServicesExports services = exports.services();
        return services == null
                ? List.of()
                : List.of(
                        services.catalog(),
                        services.orders(),
                        services.inventory(),
                        services.shipping(),
                        services.analytics());
    }

    private List<List<String>> welcome() {
        BlogExports blog = exports.blog();
        return blog == null ? List.of() : List.of(List.of(blog.welcomeConfigurationSet()));
    }

    private List<List<String>> distributions() {
        List<List<String>> distributions = new ArrayList<>();
        BlogExports blog = exports.blog();
        if (blog != null) {
            distributions.add(List.of(blog.distributionId(), "Global"));
        }
        distributions.addAll(offloaded());
        return distributions;
    }

    private List<List<String>> offloaded() {
        UpdatesExports updates = exports.updates();
        return updates == null ? List.of() : List.of(List.of(updates.distributionId(), "Global"));
    }
}
