package dev.quartet.dashboard.feed;

import dev.quartet.dashboard.cloudwatch.MetricReader;
import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.config.CloudWatchClients;
import dev.quartet.dashboard.config.DashboardProperties;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.dashboard.stack.StackRepository;
import dev.quartet.exports.StackExports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What viewers look at, and what was last read of it: one poller per region for all of them. Thread-safe. */
@Component
public final class MetricFeed implements AutoCloseable {
    private record Viewer(Demand demand, Consumer<Snapshot> listener) {}

    private final StackRepository stacks;
    private final CloudWatchClients clients;
    private final DashboardProperties properties;
    private final CallLog calls;
    private final Clock clock;
    private final Map<String, PollerThread> pollers = new ConcurrentHashMap<>();
    private final Map<Long, Viewer> viewers = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final ScheduledThreadPoolExecutor pulses = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("pulses").factory());

    MetricFeed(
            StackRepository stacks,
            CloudWatchClients clients,
            DashboardProperties properties,
            CallLog calls,
            Clock clock) {
        this.stacks = stacks;
        this.clients = clients;
        this.properties = properties;
        this.calls = calls;
        this.clock = clock;
        // A page that is left would else be kept until its next beat.
        pulses.setRemoveOnCancelPolicy(true);
    }

    /**
     * Starts looking: {@code listener} gets what is known at once, then every news, on the poller's thread, until the answer is
     * closed.
     */
    public Subscription subscribe(Demand demand, Consumer<Snapshot> listener) {
        long id = ids.incrementAndGet();
        // In this order: what is published in between is told twice rather than never.
        viewers.put(id, new Viewer(demand, listener));
        snapshot(demand).ifPresent(listener);
        demand.regions().forEach(region -> poller(region).wake());
        return () -> viewers.remove(id);
    }

    /** Calls at once, and then as often as metrics are read, until the answer is closed: for views that read something else. */
    public Subscription pulse(Runnable beat) {
        ScheduledFuture<?> beats =
                pulses.scheduleWithFixedDelay(beat, 0, pace().base().toMillis(), TimeUnit.MILLISECONDS);
        return () -> beats.cancel(false);
    }

    /** Reads now what was not read within {@code maxAge}; the last good data where AWS refuses, nothing where there is none. */
    public Optional<Snapshot> read(Demand demand, Duration maxAge) {
        demand.regions().forEach(region -> poller(region).poller().refresh(demand.range(), demand.in(region), maxAge));
        return snapshot(demand);
    }

    /** What is wrong now with the regions of the demand. */
    public List<Notice> notices(Demand demand) {
        return demand.regions().stream()
                .sorted()
                .flatMap(region -> poller(region).poller().notice().stream())
                .toList();
    }

    private Map<MetricQuery, RegionStore.Refusal> refused(Demand demand) {
        Map<MetricQuery, RegionStore.Refusal> all = new HashMap<>();
        demand.regions()
                .forEach(region -> all.putAll(poller(region).poller().refused(demand.range(), demand.in(region))));
        return all;
    }

    /** How many viewers there are. */
    public int viewers() {
        return viewers.size();
    }

    /** What the dashboard itself asked of CloudWatch: of all services, for all viewers. */
    public Usage usage() {
        return calls.usage();
    }

    /** How often the stack at hand is read. */
    public Pace pace() {
        return pace(stacks.current());
    }

    private Optional<Snapshot> snapshot(Demand demand) {
        Map<MetricQuery, Series> series = new HashMap<>();
        List<RegionStore.Held> held = new ArrayList<>();
        for (String region : demand.regions()) {
            poller(region).poller().held(demand.range(), demand.in(region)).forEach((query, value) -> {
                series.put(query, value.series());
                held.add(value);
            });
        }
        Map<MetricQuery, RegionStore.Refusal> refused = refused(demand);
        List<Notice> notices = new ArrayList<>(notices(demand));
        notices.addAll(Notice.of(refused));
        if (held.isEmpty() && notices.isEmpty()) {
            return Optional.empty();
        }
        Window window = held.stream()
                .map(RegionStore.Held::window)
                .min(Comparator.comparing(Window::end).thenComparing(Window::settledUntil))
                .orElseGet(() -> Window.endingAt(clock.instant(), demand.range(), pace().settling()));
        Optional<Instant> readAt = held.stream().map(RegionStore.Held::readAt).min(Comparator.naturalOrder());
        Map<MetricQuery, ReadFailure> failures = new HashMap<>();
        refused.forEach((query, refusal) -> failures.put(query, refusal.failure()));
        return Optional.of(new Snapshot(demand.range(), window, readAt.orElse(null), series, failures, notices));
    }

    private void publish(String region, Set<TimeRange> ranges) {
        for (Viewer viewer : viewers.values()) {
            if (ranges.contains(viewer.demand().range())
                    && viewer.demand().regions().contains(region)) {
                snapshot(viewer.demand()).ifPresent(viewer.listener());
            }
        }
    }

    private PollerThread poller(String region) {
        return pollers.computeIfAbsent(region, this::start);
    }

    private PollerThread start(String region) {
        StackExports exports = stacks.current();
        RegionPoller poller = new RegionPoller(
                region,
                new MetricReader(clients.cloudWatch(region, exports.endpointUrl())),
                pace(exports),
                calls,
                clock);
        return new PollerThread(region, poller, this::demands, ranges -> publish(region, ranges));
    }

    private List<Demand> demands() {
        return viewers.values().stream().map(Viewer::demand).toList();
    }

    private Pace pace(StackExports exports) {
        Pace usual = exports.endpointUrl() == null ? Pace.AWS : Pace.LOCAL;
        return new Pace(
                orElse(properties.pollInterval(), usual.base()), orElse(properties.settling(), usual.settling()));
    }

    private static Duration orElse(@Nullable Duration duration, Duration usual) {
        return duration == null ? usual : duration;
    }

    @Override
    public void close() {
        pulses.shutdownNow();
        pollers.values().forEach(PollerThread::close);
    }
}
