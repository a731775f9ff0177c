package dev.quartet.dashboard.cost;

import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.cost.Term.Ground;
import dev.quartet.dashboard.cost.Term.Named;
import dev.quartet.dashboard.cost.Term.Stated;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.exports.StackExports;
import java.util.List;
import java.util.Optional;

/**
 * What was saved and spent in a span.
 *
 * @param savings one for each cache that the stack has
 */
public record Bill(Span span, List<Saving> savings) {
    public Bill {
        savings = List.copyOf(savings);
    }

    /** What an amount of the span comes to in 30 days at the same rate. */
    public Term inMonth(String key, Term amount) {
        return new Named(key, amount)
                .times(new Stated("monthHours", Span.MONTH.toHours(), Ground.FIXED))
                .over(new Stated("hours", span.hours(), Ground.COUNTED));
    }

    /** The bill of a snapshot; nothing while nothing settled is known. */
    public static Optional<Bill> of(StackExports exports, Queries queries, Snapshot snapshot, PriceTable prices) {
        return Span.of(snapshot).map(span -> {
            Meter meter = new Meter(queries, snapshot, span, prices, exports.region());
            return new Bill(span, new Savings(exports, meter, Sizes.USUAL).all());
        });
    }
}
