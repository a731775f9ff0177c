package dev.quartet.dashboard.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quartet.dashboard.fixture.Stacks;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.exports.BilledExports;
import dev.quartet.exports.OperationsExports;
import dev.quartet.exports.StackExports;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each expected figure is worked out by hand from the prices of ap-northeast-1, for one hour. */
final class SpendingTest {
    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void functions_shouldBeBilledByRequests_andByTimeTimesMemory() {
        StackExports stack = billed(
                Stacks.todoOnly(),
                new BilledExports("dax.r5.large", 3, "1.6", null, null, null, Map.of("quartet-dev-todo-api", 512)));
        Bill bill = Steady.bill(
                stack, Map.of(Metric.LAMBDA_INVOCATIONS, 3_000_000.0, Metric.LAMBDA_DURATION_SUM, 60_000_000.0));
        assertThat(usd(bill, "todo", "requests")).isEqualTo(0.6, EXACT);
        // 60,000 s × 0.5 GB × 0.0000133334.
        assertThat(usd(bill, "todo", "compute")).isEqualTo(0.400002, EXACT);
        assertThat(usd(bill, "shared", "daxNodes")).isEqualTo(3 * 0.32, EXACT);
        assertThat(usd(bill, "todo", "apiCache")).isEqualTo(0.038, EXACT);
    }

    @Test
    void todo_shouldBeBilledByCallsAndUnits_andByItsAlarms() {
        Bill bill = Steady.bill(
                Stacks.todoOnly(),
                Map.of(
                        Metric.API_COUNT, 2_000_000.0,
                        Metric.TABLE_RCU, 1_000_000.0,
                        Metric.INDEX_RCU, 1_000_000.0,
                        Metric.TABLE_WCU, 500_000.0));
        assertThat(usd(bill, "todo", "calls")).isEqualTo(8.5, EXACT);
        assertThat(usd(bill, "todo", "reads")).isEqualTo(0.285, EXACT);
        assertThat(usd(bill, "todo", "writes")).isEqualTo(0.3575, EXACT);
        // 12 metrics at 0.10 a month of 720 hours.
        assertThat(usd(bill, "todo", "alarms")).isEqualTo(12 * 0.10 / 720, EXACT);
    }

    @Test
    void apiCache_shouldSaveWhatAnInvocationTookOnAverage() {
        Bill bill = Steady.bill(
                Stacks.todoOnly(),
                Map.of(
                        Metric.API_CACHE_HITS, 1_000_000.0,
                        Metric.LAMBDA_INVOCATIONS, 1_000.0,
                        Metric.LAMBDA_DURATION_SUM, 10_000.0,
                        Metric.TABLE_RCU, 500.0));
        Saving api = bill.savings().getFirst();
        assertThat(api.id()).isEqualTo("api");
        // A million invocations of 10 ms with 1 GB, each reading half a unit.
        assertThat(api.avoided().value()).isEqualTo(0.2 + 10_000 * 0.0000133334 + 500_000 * 0.1425 / 1e6, EXACT);
        assertThat(api.own().value()).isEqualTo(0.02, EXACT);
    }

    @Test
    void shop_shouldBeBilledByWhatEachOfItsShapesIs() {
        Bill bill = Steady.bill(
                Stacks.servicesOnly(),
                Map.of(
                        Metric.HTTP_COUNT, 1_000_000.0,
                        Metric.API_COUNT, 1_000_000.0,
                        Metric.QUEUE_SENT, 100_000.0,
                        Metric.QUEUE_RECEIVED, 100_000.0,
                        Metric.QUEUE_DELETED, 100_000.0,
                        Metric.TOPIC_PUBLISHED, 1_000_000.0,
                        Metric.STREAM_RECORDS, 1_000_000.0,
                        Metric.ORIGIN_BYTES, 4.0 * (1L << 30)));
        // Four HTTP APIs, and orders.
        assertThat(usd(bill, "services", "httpCalls")).isEqualTo(4 * 1.29, EXACT);
        assertThat(usd(bill, "services", "calls")).isEqualTo(4.25, EXACT);
        // Two queues, three calls for each message.
        assertThat(usd(bill, "services", "messages")).isEqualTo(0.24, EXACT);
        assertThat(usd(bill, "services", "published")).isEqualTo(0.5, EXACT);
        assertThat(usd(bill, "services", "shards")).isEqualTo(0.0195, EXACT);
        assertThat(usd(bill, "services", "records")).isEqualTo(0.0215, EXACT);
        assertThat(usd(bill, "services", "balancer")).isEqualTo(0.0243, EXACT);
        // 4 GB through functions: 0.4 GB each unit.
        assertThat(usd(bill, "services", "lcu")).isEqualTo(0.08, EXACT);
    }

    @Test
    void stream_shouldBeBilledByBytes_whereItIsOnDemand() {
        StackExports stack =
                billed(Stacks.servicesOnly(), new BilledExports(null, null, null, 0, null, null, Map.of()));
        Bill bill = Steady.bill(stack, Map.of(Metric.STREAM_BYTES, 10.0 * (1L << 30)));
        assertThat(usd(bill, "services", "stream")).isEqualTo(0.052, EXACT);
        assertThat(usd(bill, "services", "streamIn")).isEqualTo(1.04, EXACT);
        assertThat(usd(bill, "services", "streamOut")).isEqualTo(0.52, EXACT);
    }

    @Test
    void instances_shouldBeBilledWhileTheyAreInService_withDiskAndMetrics() {
        StackExports stack =
                billed(Stacks.updatesOnly(), new BilledExports(null, null, null, null, "t4g.small", 2, Map.of()));
        Bill bill = Steady.bill(stack, Map.of(Metric.GROUP_IN_SERVICE, 3.0));
        assertThat(usd(bill, "updates", "instances")).isEqualTo(3 * 0.0216, EXACT);
        assertThat(usd(bill, "updates", "disks")).isEqualTo(3 * 8 * 0.096 / 720, EXACT);
        assertThat(usd(bill, "updates", "instanceMetrics")).isEqualTo(3 * 7 * 0.30 / 720, EXACT);
        assertThat(usd(bill, "updates", "endpoints")).isEqualTo(0.028, EXACT);
    }

    @Test
    void mails_shouldBeBilledByTheThousand() {
        Bill bill = Steady.bill(Stacks.blogOnly(), Map.of(Metric.MAIL_SEND, 5_000.0));
        assertThat(usd(bill, "blog", "mails")).isEqualTo(0.5, EXACT);
    }

    @Test
    void everyLine_shouldBeWhatItsArithmeticSays() {
        Bill bill = Steady.bill(Stacks.everything(), Map.of(Metric.LAMBDA_INVOCATIONS, 1.0));
        assertThat(bill.lines()).hasSizeGreaterThan(30).allSatisfy(line -> {
            assertThat(line.usd().value()).as(line.id()).isNotNegative().isFinite();
            assertThat(line.usd().leaves()).as(line.id()).anyMatch(Term.Priced.class::isInstance);
        });
        assertThat(bill.lines()).extracting(CostLine::id).doesNotHaveDuplicates();
    }

    private static StackExports billed(StackExports stack, @Nullable BilledExports billed) {
        return new StackExports(
                stack.contractVersion(),
                stack.stack(),
                stack.region(),
                stack.accountId(),
                stack.endpointUrl(),
                stack.todo(),
                stack.blog(),
                stack.services(),
                stack.updates(),
                new OperationsExports("arn:aws:sns:x", null, "arn:aws:iam::x", List.of(), billed, null));
    }

    private static double usd(Bill bill, String part, String key) {
        return bill.lines().stream()
                .filter(line -> line.part().equals(part) && line.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line " + part + "/" + key))
                .usd()
                .value();
    }
}
