package dev.quartet.dashboard.blog;

import dev.quartet.dashboard.architecture.Backlog;
import dev.quartet.dashboard.architecture.EdgeLines;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.exports.BlogExports;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.TableRef;
import java.util.List;

/** What the Blog view reads. */
public final class BlogQueries {
    /** The calls that the functions, and DAX in their place, make; each is a dimension of its own. */
    private static final List<String> OPERATIONS =
            List.of("GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "TransactWriteItems");

    private BlogQueries() {}

    /** What tells of work that waits. */
    public static Queries backlog(String region, BlogExports blog) {
        return Backlog.of(of(region, blog));
    }

    static Queries of(String region, BlogExports blog) {
        Queries queries = new Queries(region);
        edge(queries, blog);
        queries.add(
                List.of(blog.api().name(), blog.api().stage()),
                Metric.API_COUNT,
                Metric.API_4XX,
                Metric.API_5XX,
                Metric.API_LATENCY_P50,
                Metric.API_LATENCY_P99);
        functions(queries, blog);
        if (blog.daxClusterName() != null) {
            queries.add(
                    List.of(blog.daxClusterName()),
                    Metric.DAX_ITEM_HITS,
                    Metric.DAX_ITEM_MISSES,
                    Metric.DAX_QUERY_HITS,
                    Metric.DAX_QUERY_MISSES,
                    Metric.DAX_REQUESTS);
        }
        table(queries, blog.postsTable(), blog.replicaRegions());
        table(queries, blog.visitorsTable(), blog.replicaRegions());
        queries.add(List.of(blog.welcomeConfigurationSet()), Metric.MAIL_SEND);
        queries.add(
                List.of(blog.thumbnailQueue().name()),
                Metric.QUEUE_SENT,
                Metric.QUEUE_DELETED,
                Metric.QUEUE_VISIBLE,
                Metric.QUEUE_IN_FLIGHT,
                Metric.QUEUE_AGE);
        queries.add(List.of(blog.thumbnailDeadLetterQueue().name()), Metric.QUEUE_VISIBLE);
        return queries;
    }

    private static void edge(Queries queries, BlogExports blog) {
        queries.add(
                List.of(blog.distributionId(), "Global"),
                Metric.EDGE_REQUESTS,
                Metric.EDGE_BYTES,
                Metric.EDGE_BYTES_UP,
                Metric.EDGE_ORIGIN_LATENCY_P50,
                Metric.EDGE_ORIGIN_LATENCY_P99);
        EdgeLines.read(queries, blog.distributionId());
    }

    private static void functions(Queries queries, BlogExports blog) {
        queries.addEach(
                blog.functions().stream().map(FunctionRef::name).map(List::of).toList(),
                Metric.LAMBDA_INVOCATIONS,
                Metric.LAMBDA_ERRORS,
                Metric.LAMBDA_THROTTLES,
                Metric.LAMBDA_DURATION_P50,
                Metric.LAMBDA_DURATION_P99);
        queries.add(
                List.of(BlogParts.WELCOME.in(blog)), Metric.LAMBDA_ITERATOR_AGE, Metric.LAMBDA_DESTINATION_FAILURES);
        queries.add(
                List.of(BlogParts.THUMBNAILS.in(blog)),
                Metric.THUMBNAILS_DONE,
                Metric.THUMBNAILS_REJECTED,
                Metric.THUMBNAILS_FAILED);
    }

    private static void table(Queries queries, TableRef table, List<String> replicas) {
        queries.add(
                List.of(table.name()),
                Metric.TABLE_RCU,
                Metric.TABLE_WCU,
                Metric.TABLE_READ_THROTTLES,
                Metric.TABLE_WRITE_THROTTLES);
        for (String index : table.indexes()) {
            queries.add(
                    List.of(table.name(), index),
                    Metric.INDEX_RCU,
                    Metric.INDEX_WCU,
                    Metric.INDEX_READ_THROTTLES,
                    Metric.INDEX_WRITE_THROTTLES);
        }
        for (String operation : OPERATIONS) {
            queries.add(List.of(table.name(), operation), Metric.TABLE_CALLS, Metric.TABLE_LATENCY);
        }
        for (String replica : replicas) {
            queries.add(List.of(table.name(), replica), Metric.REPLICATION_LATENCY);
        }
    }
}
