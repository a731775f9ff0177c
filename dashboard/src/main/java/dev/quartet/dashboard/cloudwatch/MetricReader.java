package dev.quartet.dashboard.cloudwatch;

import static java.util.Objects.requireNonNull;

import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;

/** Reads many metrics with as few GetMetricData calls as it allows. Thread-safe. */
public final class MetricReader {
    /** GetMetricData takes no more queries a call ("CloudWatch service quotas"). */
    static final int QUERIES_PER_CALL = 500;

    /** A token that never ends would be a fault of the other side: 500 queries of 3,000 points take 15 pages. */
    private static final int MOST_PAGES = 100;

    private final CloudWatchClient client;

    public MetricReader(CloudWatchClient client) {
        this.client = requireNonNull(client, "client is null");
    }

    /** Reads all queries over the window and the one before it; never throws for what AWS answers. */
    public Reading read(Collection<MetricQuery> queries, Window window) {
        List<MetricQuery> all = List.copyOf(queries);
        Map<MetricQuery, Series> series = new HashMap<>();
        Map<MetricQuery, ReadFailure> refused = new HashMap<>();
        Optional<ReadFailure> failure = Optional.empty();
        int calls = 0;
        for (int from = 0; from < all.size(); from += QUERIES_PER_CALL) {
            Batch batch = new Batch(all.subList(from, Math.min(all.size(), from + QUERIES_PER_CALL)));
            Optional<ReadFailure> failed = read(batch, window);
            calls += batch.pages();
            series.putAll(batch.complete());
            refused.putAll(batch.refused());
            failure = failed;
            if (failed.isPresent()) {
                // Asking on while AWS refuses only makes throttling worse.
                break;
            }
        }
        return new Reading(series, refused, failure, calls);
    }

    private Optional<ReadFailure> read(Batch batch, Window window) {
        List<String> tokens = new ArrayList<>();
        GetMetricDataRequest.Builder request = batch.request(window);
        try {
            do {
                GetMetricDataResponse page = client.getMetricData(request.build());
                batch.add(page);
                String token = page.nextToken();
                if (token == null) {
                    return Optional.empty();
                }
                tokens.add(token);
                request.nextToken(token);
            } while (tokens.size() < MOST_PAGES);
            batch.forget();
            return Optional.of(new ReadFailure(ReadFailure.Kind.INCOMPLETE, "more than " + MOST_PAGES + " pages"));
        } catch (SdkException e) {
            // A page is missing: what the others hold would show as gaps that never were.
            batch.forget();
            return Optional.of(ReadFailure.of(e));
        }
    }
}
