package dev.quartet.dashboard.cost;

import dev.quartet.dashboard.cost.Saving.Unit;
import dev.quartet.dashboard.cost.Term.Ground;
import dev.quartet.dashboard.cost.Term.Measured;
import dev.quartet.dashboard.cost.Term.Stated;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.exports.BlogExports;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TableRef;
import dev.quartet.exports.TodoExports;
import dev.quartet.exports.UpdatesExports;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stack's caches saved in a span. */
final class Savings {
    /** How AWS counts a gigabyte of transfer. */
    static final double GIGABYTE = 1L << 30;

    /** An eventually consistent read of up to 4 kB: the least that a hit can save. */
    private static final double LEAST_READ = 0.5;

    private static final double PERCENT = 100;

    private final StackExports exports;
    private final Meter meter;
    private final Sizes sizes;

    Savings(StackExports exports, Meter meter, Sizes sizes) {
        this.exports = exports;
        this.meter = meter;
        this.sizes = sizes;
    }

    /** One for each cache that the stack has. */
    List<Saving> all() {
        List<Saving> all = new ArrayList<>();
        TodoExports todo = exports.todo();
        BlogExports blog = exports.blog();
        UpdatesExports updates = exports.updates();
        String cache = sizes.apiCache();
        if (todo != null && cache != null) {
            all.add(api(todo, cache));
        }
        String dax = cluster(todo, blog);
        if (dax != null) {
            all.add(dax(dax, cached(todo, blog)));
        }
        if (blog != null) {
            all.add(site(blog));
        }
        if (updates != null) {
            all.add(downloads(updates));
        }
        return all;
    }

    private static @Nullable String cluster(@Nullable TodoExports todo, @Nullable BlogExports blog) {
        if (todo != null && todo.daxClusterName() != null) {
            return todo.daxClusterName();
        }
        return blog == null ? null : blog.daxClusterName();
    }

    /** The tables that functions read through DAX. */
    private static List<TableRef> cached(@Nullable TodoExports todo, @Nullable BlogExports blog) {
        List<TableRef> tables = new ArrayList<>();
        if (todo != null && todo.daxClusterName() != null) {
            tables.add(todo.table());
        }
        if (blog != null && blog.daxClusterName() != null) {
            tables.add(blog.postsTable());
        }
        return tables;
    }

    /** An answer from the cache is an invocation that was not made, with what an invocation took on average in the span. */
    private Saving api(TodoExports todo, String cache) {
        List<String> functions =
                todo.functions().stream().map(FunctionRef::name).toList();
        Measured hits = meter.sum(List.of(todo.api().name()), Metric.API_CACHE_HITS);
        Measured invocations = meter.sum(functions, Metric.LAMBDA_INVOCATIONS);
        List<Unit> units = new ArrayList<>();
        List<Term> avoided = new ArrayList<>();
        units.add(new Unit("invocations", hits));
        avoided.add(hits.times(meter.price("lambda.request")));
        if (invocations.value() > 0) {
            Term seconds = hits.times(
                            meter.sum(functions, Metric.LAMBDA_DURATION_SUM).over(invocations),
                            sizes.memory(functions.getFirst()))
                    .over(Meter.fixed("milliseconds", 1000));
            Term reads = hits.times(meter.sum(List.of(todo.table().name()), Metric.TABLE_RCU, Metric.INDEX_RCU)
                    .over(invocations));
            units.add(new Unit("gbSeconds", seconds));
            units.add(new Unit("readUnits", reads));
            avoided.add(seconds.times(meter.price("lambda.gbSecond")));
            avoided.add(reads.times(meter.price("dynamodb.rru")));
        }
        return new Saving("api", units, Term.sum(avoided), meter.hours().times(meter.price(cache)));
    }

    private Saving dax(String cluster, List<TableRef> tables) {
        Measured hits = meter.sum(List.of(cluster), Metric.DAX_ITEM_HITS, Metric.DAX_QUERY_HITS);
        Term units = hits.times(readUnits(tables));
        return new Saving(
                "dax",
                List.of(new Unit("readUnits", units)),
                units.times(meter.price("dynamodb.rru")),
                sizes.daxNodes().times(meter.hours(), meter.price(sizes.daxNodeType())));
    }

    /** What a read of the tables consumed on average in the span: what a hit would have, too. */
    private Term readUnits(List<TableRef> tables) {
        List<String> names = tables.stream().map(TableRef::name).toList();
        Measured consumed = meter.sum(names, Metric.TABLE_RCU, Metric.INDEX_RCU);
        Measured reads = meter.sum(names, Metric.TABLE_CALLS);
        return reads.value() > 0 && consumed.value() > 0
                ? consumed.over(reads)
                : new Stated("leastRead", LEAST_READ, Ground.ASSUMED);
    }

    /** The edge does not tell which origin it spared: a request is counted as S3's, the cheaper one. */
    private Saving site(BlogExports blog) {
        String id = blog.distributionId();
        Measured kept = meter.paired(
                "Σ (Requests × CacheHitRate / 100)",
                id,
                Metric.EDGE_REQUESTS,
                Metric.EDGE_CACHE_HIT_RATE,
                (requests, rate) -> requests * rate / PERCENT);
        Measured keptBytes = meter.paired(
                "Σ (BytesDownloaded × CacheHitRate / 100)",
                id,
                Metric.EDGE_BYTES,
                Metric.EDGE_CACHE_HIT_RATE,
                (bytes, rate) -> bytes * rate / PERCENT);
        return new Saving(
                "site",
                List.of(new Unit("requests", kept), new Unit("bytes", keptBytes)),
                Term.sum(List.of(transfer(id, "transfer.gb"), kept.times(meter.price("s3.get")))),
                edge(id));
    }

    private Saving downloads(UpdatesExports updates) {
        String id = updates.distributionId();
        String balancer = updates.loadBalancer();
        Measured bytes = meter.sum(List.of(id), Metric.EDGE_BYTES);
        Term keptBytes = bytes.minus(meter.sum(List.of(balancer), Metric.ORIGIN_BYTES));
        List<Term> avoided = new ArrayList<>();
        avoided.add(transfer(id, "transfer.gb"));
        avoided.add(keptBytes.times(meter.price("alb.lcu")).over(gigabyte()));
        Integer perTarget = updates.requestsPerTarget();
        if (perTarget != null) {
            double minutes = meter.bucketHours() * 60;
            Measured instances = meter.paired(
                    "Σ (⌈Requests / " + perTarget + " a minute⌉ − GroupInServiceInstances) × hours",
                    id,
                    Metric.EDGE_REQUESTS,
                    updates.autoScalingGroupName(),
                    Metric.GROUP_IN_SERVICE,
                    (requests, running) ->
                            Math.max(0, Math.ceil(requests / minutes / perTarget) - running) * meter.bucketHours());
            avoided.add(instances.times(meter.price(sizes.instance())));
        }
        return new Saving(
                "downloads",
                List.of(
                        new Unit(
                                "requests",
                                meter.sum(List.of(id), Metric.EDGE_REQUESTS)
                                        .minus(meter.sum(
                                                List.of(balancer), Metric.ORIGIN_REQUESTS, Metric.ORIGIN_REFUSED))),
                        new Unit("bytes", keptBytes)),
                Term.sum(avoided),
                edge(id));
    }

    /** What viewers got, at a price of the gigabyte: an origin pays nothing for what it sends to CloudFront. */
    private Term transfer(String distribution, String price) {
        return meter.sum(List.of(distribution), Metric.EDGE_BYTES)
                .over(gigabyte())
                .times(meter.price(price));
    }

    private Term edge(String distribution) {
        return Term.sum(List.of(
                transfer(distribution, "cloudfront.gb"),
                meter.sum(List.of(distribution), Metric.EDGE_REQUESTS).times(meter.price("cloudfront.request"))));
    }

    static Stated gigabyte() {
        return new Stated("gigabyte", GIGABYTE, Ground.FIXED);
    }
}
