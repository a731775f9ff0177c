package dev.quartet.dashboard.figure;

import static dev.quartet.dashboard.figure.Formula.Kind.PER_SECOND;
import static dev.quartet.dashboard.figure.Formula.Kind.RATIO;
import static dev.quartet.dashboard.figure.Formula.Kind.SAVED;
import static dev.quartet.dashboard.figure.Formula.Kind.SUM;
import static dev.quartet.dashboard.figure.Formula.Kind.WEIGHTED;

import dev.quartet.dashboard.metric.Metric;
import java.util.List;

/** The headline figures with their formulas. */
public enum Headline {
    CACHE_API(new Formula(
            RATIO, List.of(Metric.API_CACHE_HITS), List.of(Metric.API_CACHE_HITS, Metric.API_CACHE_MISSES))),
    CACHE_DAX(new Formula(
            RATIO,
            List.of(Metric.DAX_ITEM_HITS, Metric.DAX_QUERY_HITS),
            List.of(Metric.DAX_ITEM_HITS, Metric.DAX_QUERY_HITS, Metric.DAX_ITEM_MISSES, Metric.DAX_QUERY_MISSES))),
    CACHE_EDGE(new Formula(WEIGHTED, List.of(Metric.EDGE_CACHE_HIT_RATE), List.of(Metric.EDGE_REQUESTS))),
    LAMBDA_INVOCATIONS(new Formula(SUM, List.of(Metric.LAMBDA_INVOCATIONS), List.of())),
    RCU_SUM(new Formula(SUM, List.of(Metric.TABLE_RCU, Metric.INDEX_RCU), List.of())),
    RCU_PER_SECOND(new Formula(PER_SECOND, List.of(Metric.TABLE_RCU, Metric.INDEX_RCU), List.of())),
    MAIL_SEND(new Formula(SUM, List.of(Metric.MAIL_SEND), List.of())),
    MAIL_DELIVERY(new Formula(SUM, List.of(Metric.MAIL_DELIVERY), List.of(), List.of(Metric.MAIL_SEND))),
    MAIL_BOUNCE(new Formula(SUM, List.of(Metric.MAIL_BOUNCE), List.of(), List.of(Metric.MAIL_SEND))),
    MAIL_COMPLAINT(new Formula(SUM, List.of(Metric.MAIL_COMPLAINT), List.of(), List.of(Metric.MAIL_SEND))),
    // RequestCount leaves out requests that found no target: ELB_5XX brings them back.
    OFFLOAD_REQUESTS(
            new Formula(SAVED, List.of(Metric.ORIGIN_REQUESTS, Metric.ORIGIN_REFUSED), List.of(Metric.EDGE_REQUESTS))),
    OFFLOAD_BYTES(new Formula(SAVED, List.of(Metric.ORIGIN_BYTES), List.of(Metric.EDGE_BYTES)));

    @SuppressWarnings("ImmutableEnumChecker") // A record of copied lists is immutable, which its type cannot say.
    private final Formula formula;

    Headline(Formula formula) {
        this.formula = formula;
    }

    /** The arithmetic. */
    public Formula formula() {
        return formula;
    }
}
