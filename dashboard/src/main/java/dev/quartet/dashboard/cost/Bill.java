package dev.quartet.dashboard.cost;

import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.cost.Term.Ground;
import dev.quartet.dashboard.cost.Term.Stated;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.prices.PriceTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was saved and spent in a span.
 *
 * @param savings one for each cache that the stack has
 * @param lines everything that is billed and counted
 */
public record Bill(Span span, List<Saving> savings, List<CostLine> lines) {
    public Bill {
        savings = List.copyOf(savings);
        lines = List.copyOf(lines);
    }

    /** What an amount of the span comes to in 30 days at the same rate. */
    public Term inMonth(Term amount) {
        return amount.times(new Stated("monthHours", Span.MONTH.toHours(), Ground.FIXED))
                .over(new Stated("hours", span.hours(), Ground.COUNTED));
    }

    /**
     * The bill of a snapshot; nothing while nothing settled is known.
     *
     * @param alarmMetrics how many metrics the alarms of each part watch; empty while that is not known
     */
    public static Optional<Bill> of(
            StackExports exports,
            Queries queries,
            Snapshot snapshot,
            PriceTable prices,
            Map<String, Integer> alarmMetrics) {
        return Span.of(snapshot).map(span -> {
            Meter meter = new Meter(queries, snapshot, span, prices, exports.region());
            Sizes sizes = Sizes.of(exports);
            return new Bill(
                    span,
                    new Savings(exports, meter, sizes).all(),
                    new Spending(exports, meter, sizes, alarmMetrics).lines());
        });
    }
}
