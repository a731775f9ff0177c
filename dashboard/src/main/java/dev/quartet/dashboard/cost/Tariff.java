package dev.quartet.dashboard.cost;

import dev.quartet.dashboard.cost.Term.Ground;
import dev.quartet.dashboard.cost.Term.Measured;
import dev.quartet.dashboard.cost.Term.Priced;
import dev.quartet.dashboard.cost.Term.Stated;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.TableRef;
import dev.quartet.exports.prices.BilledQuantities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the lines of one part of a stack: how AWS bills each service. Not thread-safe. */
final class Tariff {
    /** A load balancer's unit holds a gigabyte an hour from instances, and less from functions. */
    private static final double LAMBDA_GIGABYTES = 0.4;

    private final String part;
    private final Meter meter;
    private final Sizes sizes;
    private final List<CostLine> lines = new ArrayList<>();

    Tariff(String part, Meter meter, Sizes sizes) {
        this.part = part;
        this.meter = meter;
        this.sizes = sizes;
    }

    List<CostLine> lines() {
        return lines;
    }

    /** Requests, and gigabyte-seconds: functions of the same memory together. */
    Tariff functions(List<FunctionRef> functions) {
        List<String> names = functions.stream().map(FunctionRef::name).toList();
        add("requests", meter.sum(names, Metric.LAMBDA_INVOCATIONS), "lambda.request");
        Map<Stated, List<String>> byMemory = new LinkedHashMap<>();
        names.forEach(name -> byMemory.computeIfAbsent(sizes.memory(name), memory -> new ArrayList<>())
                .add(name));
        List<Term> seconds = new ArrayList<>();
        byMemory.forEach((memory, group) -> seconds.add(
                meter.sum(group, Metric.LAMBDA_DURATION_SUM).times(memory).over(Meter.fixed("milliseconds", 1000))));
        return add("compute", Term.sum(seconds), "lambda.gbSecond");
    }

    Tariff rest(String api) {
        return add("calls", meter.sum(List.of(api), Metric.API_COUNT), "apigateway.rest");
    }

    Tariff http(List<String> apis) {
        return add("httpCalls", meter.sum(apis, Metric.HTTP_COUNT), "apigateway.http");
    }

    Tariff tables(List<TableRef> tables) {
        List<String> names = tables.stream().map(TableRef::name).toList();
        add("reads", meter.sum(names, Metric.TABLE_RCU, Metric.INDEX_RCU), "dynamodb.rru");
        return add("writes", meter.sum(names, Metric.TABLE_WCU, Metric.INDEX_WCU), "dynamodb.wru");
    }

    /** What is there by the hour. */
    Tariff hours(String key, Term count, String price) {
        return add(key, count.times(meter.hours()), price);
    }

    Tariff distribution(String id) {
        add("edgeRequests", meter.sum(List.of(id), Metric.EDGE_REQUESTS), "cloudfront.request");
        add("edgeBytes", meter.sum(List.of(id), Metric.EDGE_BYTES).over(Savings.gigabyte()), "cloudfront.gb");
        return months("edgeMetrics", Meter.fixed("edgeMetrics", BilledQuantities.EDGE_METRICS), "cloudwatch.metric");
    }

    /** What the edge did not have; calls of an API are among them, so that it is rather less. */
    Tariff misses(String distribution) {
        Measured misses = meter.paired(
                "Σ (Requests × (1 − CacheHitRate / 100))",
                distribution,
                Metric.EDGE_REQUESTS,
                Metric.EDGE_CACHE_HIT_RATE,
                (requests, rate) -> requests * (1 - rate / 100));
        return add("misses", misses, "s3.get");
    }

    Tariff balancer(String balancer, boolean functions) {
        hours("balancer", Meter.fixed("balancers", 1), "alb.hour");
        Term gigabytes = meter.sum(List.of(balancer), Metric.ORIGIN_BYTES).over(Savings.gigabyte());
        return add(
                "lcu",
                functions ? gigabytes.over(Meter.fixed("lambdaGigabytes", LAMBDA_GIGABYTES)) : gigabytes,
                "alb.lcu");
    }

    /** Instances that were in service, each with its disk and its metrics of each minute. */
    Tariff instances(String group) {
        Measured hours = meter.lasting("Σ (GroupInServiceInstances × hours)", group, Metric.GROUP_IN_SERVICE);
        Stated month = monthHours();
        add("instances", hours, sizes.instance());
        add(
                "disks",
                hours.times(Meter.fixed("diskGigabytes", BilledQuantities.INSTANCE_DISK_GB))
                        .over(month),
                "ebs.gp3");
        return add(
                "instanceMetrics",
                hours.times(Meter.fixed("instanceMetrics", BilledQuantities.INSTANCE_METRICS))
                        .over(month),
                "cloudwatch.metric");
    }

    /** Calls to send, receive and delete; a batch is one call, so that it is rather less. */
    Tariff queues(List<String> queues) {
        return add(
                "messages",
                meter.sum(queues, Metric.QUEUE_SENT, Metric.QUEUE_RECEIVED, Metric.QUEUE_DELETED),
                "sqs.request");
    }

    Tariff topic(String topic) {
        return add("published", meter.sum(List.of(topic), Metric.TOPIC_PUBLISHED), "sns.publish");
    }

    /** Records of up to 25 kB are a payload unit each; ours are. */
    Tariff stream(String stream) {
        if (!sizes.streamOnDemand()) {
            hours("shards", sizes.shards(), "kinesis.shard");
            return add("records", meter.sum(List.of(stream), Metric.STREAM_RECORDS), "kinesis.put");
        }
        Term gigabytes = meter.sum(List.of(stream), Metric.STREAM_BYTES).over(Savings.gigabyte());
        hours("stream", Meter.fixed("streams", 1), "kinesis.stream");
        add("streamIn", gigabytes, "kinesis.in");
        return add("streamOut", gigabytes, "kinesis.out");
    }

    Tariff mails(String configurationSet) {
        return add("mails", meter.sum(List.of(configurationSet), Metric.MAIL_SEND), "ses.mail");
    }

    /** What is billed by the month, for its part of one. */
    Tariff months(String key, Term count, String price) {
        return add(key, count.times(meter.hours()).over(monthHours()), price);
    }

    private static Stated monthHours() {
        return new Stated("monthHours", Span.MONTH.toHours(), Ground.FIXED);
    }

    private Tariff add(String key, Term quantity, String name) {
        Priced price = meter.price(name);
        lines.add(new CostLine(part, price.price().service(), key, quantity, quantity.times(price)));
        return this;
    }
}
