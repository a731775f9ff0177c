package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * AWS/EC2 of one instance: its process's CPU time over what its type has, and the bytes that it served, once a period from its
 * start. So the sum of CPUUtilization over an hour tells the CPU seconds that were used. See <a
 * href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html">EC2</a>. Thread-safe.
 */
final class InstanceMeter {
    private static final String NAMESPACE = "AWS/EC2";

    private final long pid;
    private final int processors;
    private final Duration period;
    private final AtomicLong sent = new AtomicLong();
    private final List<Metrics.Metric> utilization;
    private final List<Metrics.Metric> networkOut;
    private Instant last;
    private Duration used;

    /** @param group of Auto Scaling, whose dimension the metrics have beside the instance's */
    InstanceMeter(CloudContext context, Metrics metrics, Ec2Instance instance, Optional<String> group, long pid) {
        requireNonNull(instance, "instance is null");
        this.pid = pid;
        this.processors = InstanceTypes.find(instance.version().instanceType())
                .orElseThrow()
                .processors();
        this.period = instance.version().detailed() ? Duration.ofMinutes(1) : Duration.ofMinutes(5);
        this.last = context.clock().instant();
        this.used = cpu();
        var dimensions = Stream.concat(
                        Stream.of(Map.of("InstanceId", instance.id())),
                        group.map(name -> Map.of("AutoScalingGroupName", name)).stream())
                .toList();
        this.utilization = dimensions.stream()
                .map(d -> metrics.metric(context.region(), NAMESPACE, "CPUUtilization", d, "Percent"))
                .toList();
        this.networkOut = dimensions.stream()
                .map(d -> metrics.metric(context.region(), NAMESPACE, "NetworkOut", d, "Bytes"))
                .toList();
    }

    /** Counts the bytes of an answer. */
    void sent(long bytes) {
        sent.addAndGet(bytes);
    }

    /** Publishes when a period is over. */
    synchronized void tick(Instant now) {
        var passed = Duration.between(last, now);
        if (passed.compareTo(period) < 0) {
            return;
        }
        var present = cpu();
        double share = (double) present.minus(used).toNanos() / passed.toNanos() / processors;
        last = now;
        used = present;
        utilization.forEach(metric -> metric.add(Math.clamp(100 * share, 0, 100)));
        flush();
    }

    /** Publishes the bytes that were not yet. */
    void flush() {
        long bytes = sent.getAndSet(0);
        networkOut.forEach(metric -> metric.add((double) bytes));
    }

    private Duration cpu() {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }
}
