package dev.quartet.dashboard.cost;

import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.exports.BlogExports;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TableRef;
import dev.quartet.exports.TodoExports;
import dev.quartet.exports.UpdatesExports;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is read to tell what a stack costs: of each metric only what is billed, or what a cache answered. */
public final class CostQueries {
    /** The calls by which functions, and DAX in their place, read; each is a dimension of its own. */
    private static final List<String> READS = List.of("GetItem", "BatchGetItem", "Query");

    private CostQueries() {}

    public static Queries of(StackExports exports) {
        Queries queries = new Queries(exports.region());
        TodoExports todo = exports.todo();
        if (todo != null) {
            functions(queries, todo.functions());
            queries.add(List.of(todo.api().name(), todo.api().stage()), Metric.API_COUNT, Metric.API_CACHE_HITS);
            dax(queries, todo.daxClusterName());
            table(queries, todo.table(), todo.daxClusterName() != null);
        }
        BlogExports blog = exports.blog();
        if (blog != null) {
            dax(queries, blog.daxClusterName());
            table(queries, blog.postsTable(), blog.daxClusterName() != null);
            table(queries, blog.visitorsTable(), false);
            functions(queries, blog.functions());
            queries.add(List.of(blog.api().name(), blog.api().stage()), Metric.API_COUNT);
            queue(queries, blog.thumbnailQueue().name());
            queries.add(List.of(blog.welcomeConfigurationSet()), Metric.MAIL_SEND);
            edge(queries, blog.distributionId());
        }
        if (exports.services() != null) {
            shop(queries, exports.services());
        }
        UpdatesExports updates = exports.updates();
        if (updates != null) {
            functions(queries, updates.functions());
            if (updates.locksTable() != null) {
                table(queries, updates.locksTable(), false);
            }
            edge(queries, updates.distributionId());
            queries.add(
                    List.of(updates.loadBalancer()),
                    Metric.ORIGIN_REQUESTS,
                    Metric.ORIGIN_REFUSED,
                    Metric.ORIGIN_BYTES);
            queries.add(List.of(updates.autoScalingGroupName()), Metric.GROUP_IN_SERVICE);
        }
        return queries;
    }

    private static void shop(Queries queries, ServicesExports shop) {
        Spending.microservices(shop).forEach(service -> {
            functions(queries, service.functions());
            table(queries, service.table(), false);
            boolean rest = service.equals(shop.orders());
            queries.add(
                    List.of(
                            rest ? service.api().name() : service.api().id(),
                            service.api().stage()),
                    rest ? Metric.API_COUNT : Metric.HTTP_COUNT);
            if (service.loadBalancer() != null) {
                queries.add(List.of(service.loadBalancer()), Metric.ORIGIN_BYTES);
            }
        });
        functions(queries, shop.imports().functions());
        if (shop.imports().table() != null) {
            table(queries, shop.imports().table(), false);
        }
        Spending.queues(shop).forEach(queue -> queue(queries, queue));
        queries.add(List.of(Spending.topic(shop)), Metric.TOPIC_PUBLISHED);
        queries.add(List.of(shop.eventsStreamName()), Metric.STREAM_RECORDS, Metric.STREAM_BYTES);
    }

    private static void functions(Queries queries, List<FunctionRef> functions) {
        functions.forEach(function ->
                queries.add(List.of(function.name()), Metric.LAMBDA_INVOCATIONS, Metric.LAMBDA_DURATION_SUM));
    }

    private static void queue(Queries queries, String queue) {
        queries.add(List.of(queue), Metric.QUEUE_SENT, Metric.QUEUE_RECEIVED, Metric.QUEUE_DELETED);
    }

    private static void dax(Queries queries, @Nullable String cluster) {
        if (cluster != null) {
            queries.add(List.of(cluster), Metric.DAX_ITEM_HITS, Metric.DAX_QUERY_HITS);
        }
    }

    private static void edge(Queries queries, String distribution) {
        queries.add(
                List.of(distribution, "Global"), Metric.EDGE_REQUESTS, Metric.EDGE_BYTES, Metric.EDGE_CACHE_HIT_RATE);
    }

    private static void table(Queries queries, TableRef table, boolean cached) {
        queries.add(List.of(table.name()), Metric.TABLE_RCU, Metric.TABLE_WCU);
        for (String index : table.indexes()) {
            queries.add(List.of(table.name(), index), Metric.INDEX_RCU, Metric.INDEX_WCU);
        }
        if (cached) {
            READS.forEach(read -> queries.add(List.of(table.name(), read), Metric.TABLE_CALLS));
        }
    }
}
