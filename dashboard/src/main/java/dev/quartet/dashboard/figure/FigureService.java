package dev.quartet.dashboard.figure;

import dev.quartet.dashboard.feed.Demand;
import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.stack.StackRepository;
import dev.quartet.exports.StackExports;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The headline figures of the stack. Thread-safe. */
@Component
public final class FigureService {
    /** Requests within a second share a read: each one costs. */
    private static final Duration SHARED = Duration.ofSeconds(1);

    private final StackRepository stacks;
    private final MetricFeed feed;

    FigureService(StackRepository stacks, MetricFeed feed) {
        this.stacks = stacks;
        this.feed = feed;
    }

    /** What the headline figures read. */
    public Demand demand(TimeRange range) {
        return new Demand(range, new HeadlineQueries(stacks.current()).all());
    }

    /** Reads now, for somebody who is no viewer; throws when nothing was ever read, saying why. */
    Figures read(TimeRange range) {
        StackExports exports = stacks.current();
        Demand demand = new Demand(range, new HeadlineQueries(exports).all());
        Snapshot snapshot = feed.read(demand, SHARED)
                .orElseThrow(() -> new IllegalStateException("the stack has nothing that the headline figures read"));
        if (snapshot.readAt() == null) {
            throw new IllegalStateException("nothing could be read yet: " + snapshot.notices());
        }
        return figures(exports, snapshot);
    }

    private static Figures figures(StackExports exports, Snapshot snapshot) {
        HeadlineQueries queries = new HeadlineQueries(exports);
        Map<Headline, Figure> figures = new EnumMap<>(Headline.class);
        for (Headline headline : Headline.values()) {
            figures.put(
                    headline,
                    new Evaluation(queries.of(headline), snapshot::of).figure(headline.formula(), snapshot.window()));
        }
        return Figures.of(exports, snapshot, figures);
    }
}
