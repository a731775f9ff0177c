package dev.quartet.dashboard.architecture;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which resources stand for which metric in one architecture; filled once, then only read. Not thread-safe. */
public final class Queries {
    private final String region;
    private final Set<MetricQuery> all = new LinkedHashSet<>();

    /**
     * @param region where the stack lives; what CloudFront reports is looked for in its own region
     */
    public Queries(String region) {
        this.region = requireNonNull(region, "region is null");
    }

    /** Adds metrics of one resource, which {@code dimensionValues} name. */
    public Queries add(List<String> dimensionValues, Metric... metrics) {
        for (Metric metric : metrics) {
            boolean edge = metric.namespace() == Metric.Namespace.CLOUDFRONT;
            all.add(new MetricQuery(edge ? MetricQuery.EDGE_REGION : region, metric, dimensionValues));
        }
        return this;
    }

    /** Adds metrics of each of several resources. */
    public Queries addEach(List<List<String>> resources, Metric... metrics) {
        resources.forEach(resource -> add(resource, metrics));
        return this;
    }

    /** The queries of the metrics, one for each resource and metric. */
    public List<MetricQuery> of(Metric... metrics) {
        List<Metric> wanted = Arrays.asList(metrics);
        return all.stream().filter(query -> wanted.contains(query.metric())).toList();
    }

    /** The queries of the metrics of one resource, by the first of its dimension values. */
    public List<MetricQuery> of(String resource, Metric... metrics) {
        return of(metrics).stream()
                .filter(query -> query.dimensionValues().getFirst().equals(resource))
                .toList();
    }

    /** The same of these metrics alone. */
    Queries only(Metric... metrics) {
        Queries some = new Queries(region);
        some.all.addAll(of(metrics));
        return some;
    }

    /** Everything that the view reads. */
    public Set<MetricQuery> all() {
        return Set.copyOf(all);
    }
}
