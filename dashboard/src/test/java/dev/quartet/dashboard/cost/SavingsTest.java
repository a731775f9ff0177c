package dev.quartet.dashboard.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.exports.StackExports;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Each expected figure is worked out by hand from the prices of ap-northeast-1. */
final class SavingsTest {
    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void dax_shouldSaveWhatAReadConsumes_lessItsNodes() {
        Saving saving = saving(
                Stacks.todoOnly(),
                "dax",
                Map.of(
                        Metric.DAX_ITEM_HITS, 900_000.0,
                        Metric.DAX_QUERY_HITS, 100_000.0,
                        Metric.TABLE_RCU, 150.0,
                        Metric.INDEX_RCU, 30.0,
                        Metric.TABLE_CALLS, 40.0));
        // 180 units for 40 calls each of GetItem, BatchGetItem and Query: 1.5 a read.
        assertThat(unit(saving, "readUnits")).isEqualTo(1_500_000, within(1e-6));
        // At 0.1425 a million.
        assertThat(saving.avoided().value()).isEqualTo(0.21375, EXACT);
        // One hour of one dax.t3.small.
        assertThat(saving.own().value()).isEqualTo(0.048, EXACT);
        assertThat(saving.net().value()).isEqualTo(0.16575, EXACT);
    }

    @Test
    void dax_shouldNotPay_whereHitsAreFew_andCountTheLeastReadWhereNoneWasMade() {
        Saving saving = saving(Stacks.todoOnly(), "dax", Map.of(Metric.DAX_ITEM_HITS, 10_000.0));
        assertThat(unit(saving, "readUnits")).isEqualTo(5_000, EXACT);
        assertThat(saving.avoided().value()).isEqualTo(0.0007125, EXACT);
        assertThat(saving.net().value()).isEqualTo(-0.0472875, EXACT);
        assertThat(saving.avoided().leaves()).anySatisfy(leaf -> assertThat(leaf)
                .isInstanceOfSatisfying(
                        Term.Stated.class, stated -> assertThat(stated.ground()).isEqualTo(Term.Ground.ASSUMED)));
    }

    @Test
    void site_shouldSaveTheDifferenceOfTransfer_andRequestsToS3() {
        Saving saving = saving(
                Stacks.blogOnly(),
                "site",
                Map.of(
                        Metric.EDGE_REQUESTS, 1_000_000.0,
                        Metric.EDGE_BYTES, 10.0 * (1L << 30),
                        Metric.EDGE_CACHE_HIT_RATE, 80.0));
        assertThat(unit(saving, "requests")).isEqualTo(800_000, within(1e-6));
        assertThat(unit(saving, "bytes")).isEqualTo(8.0 * (1L << 30), within(1e-3));
        // 10 GB at 0.114, and 800,000 requests at 0.00037 a thousand.
        assertThat(saving.avoided().value()).isEqualTo(1.14 + 0.296, EXACT);
        // 10 GB at 0.114, and a million requests at 0.012 for ten thousand.
        assertThat(saving.own().value()).isEqualTo(1.14 + 1.2, EXACT);
    }

    @Test
    void downloads_shouldSaveInstancesAndLoadBalancer_overTheSameMinutes() {
        Saving saving = saving(
                Stacks.updatesOnly(),
                "downloads",
                Map.of(
                        // 1,300 a minute: three instances at 600 a minute each.
                        Metric.EDGE_REQUESTS, 78_000.0,
                        Metric.EDGE_BYTES, 100.0 * (1L << 30),
                        Metric.ORIGIN_REQUESTS, 700.0,
                        Metric.ORIGIN_REFUSED, 80.0,
                        Metric.ORIGIN_BYTES, 1.0 * (1L << 30),
                        Metric.GROUP_IN_SERVICE, 1.0));
        assertThat(unit(saving, "requests")).isEqualTo(77_220, within(1e-6));
        assertThat(unit(saving, "bytes")).isEqualTo(99.0 * (1L << 30), within(1e-3));
        // 100 GB at 0.114, 99 LCU-hours at 0.008, two hours of t4g.micro at 0.0108.
        assertThat(saving.avoided().value()).isEqualTo(11.4 + 0.792 + 0.0216, EXACT);
        // 100 GB at 0.114, 78,000 requests at 0.012 for ten thousand.
        assertThat(saving.own().value()).isEqualTo(11.4 + 0.0936, EXACT);
        assertThat(saving.net().value()).isEqualTo(0.72, EXACT);
    }

    @Test
    void inMonth_shouldBe720TimesAnHour() {
        Bill bill = Steady.bill(Stacks.todoOnly(), Map.of(Metric.DAX_ITEM_HITS, 1.0));
        assertThat(bill.span().hours()).isEqualTo(1);
        Saving dax = bill.savings().getLast();
        assertThat(bill.inMonth(dax.own()).value()).isEqualTo(34.56, EXACT);
    }

    private static Saving saving(StackExports exports, String id, Map<Metric, Double> totals) {
        return Steady.bill(exports, totals).savings().stream()
                .filter(saving -> saving.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static double unit(Saving saving, String key) {
        return saving.units().stream()
                .filter(unit -> unit.key().equals(key))
                .findFirst()
                .orElseThrow()
                .amount()
                .value();
    }
}
