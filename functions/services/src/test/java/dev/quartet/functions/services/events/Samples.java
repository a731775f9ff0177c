package dev.quartet.functions.services.events;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Events of every kind, as producers make them. */
public final class Samples {
    private Samples() {}

    public static Arbitrary<Event> events() {
        return Arbitraries.oneOf(placed(), rejected(), imported());
    }

    public static Arbitrary<Event> placed() {
        return Combinators.combine(envelopes(), orders())
                .as((envelope, order) -> new OrderPlaced(ofOrder(envelope, order), order));
    }

    public static Arbitrary<Event> rejected() {
        return Combinators.combine(envelopes(), orders(), Arbitraries.of("OUT_OF_STOCK", "ABANDONED"))
                .as((envelope, order, reason) -> new OrderRejected(ofOrder(envelope, order), order, reason));
    }

    public static Arbitrary<Event> imported() {
        Arbitrary<ImportedOrder.Line> lines =
                Combinators.combine(skus(), quantities()).as(ImportedOrder.Line::new);
        Arbitrary<ImportedOrder.Source> sources = Combinators.combine(
                        Arbitraries.of("spring", "2026/여름", "a b"),
                        Arbitraries.longs().between(2, 1_000_001))
                .as(ImportedOrder.Source::new);
        return Combinators.combine(
                        envelopes(),
                        sources,
                        customers(),
                        lines.list().ofMinSize(1).ofMaxSize(20))
                .as(ImportedOrder::new);
    }

    private static Envelope ofOrder(Envelope envelope, Order order) {
        return new Envelope(order.id() + "#2", envelope.occurredAt(), envelope.correlationId());
    }

    private static Arbitrary<Envelope> envelopes() {
        Arbitrary<String> correlations =
                Arbitraries.strings().withChars("aZ09._-").ofMinLength(1).ofMaxLength(128);
        return Combinators.combine(Arbitraries.of("bucket/incoming/a.csv/v1/7", "주문"), times(), correlations)
                .as(Envelope::new);
    }

    public static Arbitrary<Instant> times() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 4_000_000_000L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
    }

    private static Arbitrary<Order> orders() {
        Arbitrary<OrderLine> lines =
                Combinators.combine(skus(), quantities(), prices()).as(OrderLine::new);
        Arbitrary<List<OrderLine>> lists = lines.list().ofMinSize(1).ofMaxSize(20);
        return Combinators.combine(ids(), customers(), lists, prices()).as(Order::new);
    }

    private static Arbitrary<String> ids() {
        return Arbitraries.strings().withChars("0123456789abcdef").ofLength(32);
    }

    private static Arbitrary<String> customers() {
        return Arbitraries.strings().withChars("aé 김😀\"\\").ofMinLength(1).ofMaxLength(50);
    }

    private static Arbitrary<String> skus() {
        return Combinators.combine(
                        Arbitraries.of("A", "9"),
                        Arbitraries.strings().withChars("AZ09-").ofMaxLength(39))
                .as((first, rest) -> first + rest);
    }

    private static Arbitrary<Integer> quantities() {
        return Arbitraries.integers().between(1, 1_000);
    }

    private static Arbitrary<Money> prices() {
        return Combinators.combine(
                        Arbitraries.of("0", "0.5", "12.90", "999999999999999999.9999"),
                        Arbitraries.of("EUR", "KRW", "USD"))
                .as(Money::new);
    }
}
