package dev.quartet.local.cloudwatch;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.MetricAlarms;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.ResourceUpdater;
import dev.quartet.local.core.Topics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The program's alarms, judged every ten seconds. Thread-safe. */
public final class Alarms implements ResourceModule, MetricAlarms, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Alarms.class);
    private static final int SECONDS_BETWEEN = 10;

    private final Map<String, Alarm> alarms = new ConcurrentHashMap<>();
    private final Map<String, Action> actions = new ConcurrentHashMap<>();
    private final CloudContext context;
    private final MetricReader reader;
    private final AlarmNotifications notifications;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("alarms").factory());

    /**
     * Creates the set over the metrics of {@code store}; nothing is judged before {@link #start()}. Changes of state are
     * published to {@code topics}.
     */
    public Alarms(CloudContext context, MetricStore store, Topics topics) {
        this.context = context;
        this.notifications = new AlarmNotifications(context, topics);
        this.reader = new MetricReader(store);
    }

    /** Begins to judge. */
    public void start() {
        var unused =
                scheduler.scheduleWithFixedDelay(this::evaluate, SECONDS_BETWEEN, SECONDS_BETWEEN, TimeUnit.SECONDS);
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:cloudwatch/metricAlarm:MetricAlarm", this::create)
                .updater("aws:cloudwatch/metricAlarm:MetricAlarm", ResourceUpdater.again(this::create, Set.of("name")))
                .remover("aws:cloudwatch/metricAlarm:MetricAlarm", (registration, made) -> alarms.remove(made.id()));
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }

    @Override
    public String put(Spec spec, Action action) {
        var arn = context.arn("cloudwatch", "alarm:" + spec.name()).toString();
        actions.put(spec.name(), action);
        alarms.put(
                spec.name(),
                new Alarm(
                        AlarmDefinition.of(spec, context.region()),
                        arn,
                        context.clock().instant(),
                        notifications::changed));
        return arn;
    }

    @Override
    public void remove(String name) {
        alarms.remove(name);
        actions.remove(name);
    }

    /** Judges every alarm once, at the clock's present time. */
    public synchronized void evaluate() {
        var now = context.clock().instant();
        for (var alarm : alarms.values()) {
            try {
                alarm.evaluate(reader, now);
                var action = actions.get(alarm.definition().name());
                if (action != null && alarm.status().state() == Alarm.State.ALARM) {
                    action.inAlarm(alarm.judged(reader, now));
                }
            } catch (RuntimeException e) {
                log.warn("alarm {} could not be judged: {}", alarm.definition().name(), e.getMessage());
            }
        }
    }

    Optional<Alarm> find(String region, String name) {
        return Optional.ofNullable(alarms.get(name))
                .filter(alarm -> alarm.definition().region().equals(region));
    }

    /** Returns the alarms of a region by name. */
    List<Alarm> list(String region) {
        return alarms.values().stream()
                .filter(alarm -> alarm.definition().region().equals(region))
                .sorted(Comparator.comparing(alarm -> alarm.definition().name()))
                .toList();
    }

    private Provisioned create(Registration registration) {
        var name = registration.inputs().optionalString("name").orElse(registration.name());
        var arn = Arn.of("cloudwatch", registration.region(), context.accountId(), "alarm:" + name)
                .toString();
        alarms.put(
                name,
                new Alarm(
                        AlarmDefinition.of(registration, name),
                        arn,
                        context.clock().instant(),
                        notifications::changed));
        return Provisioned.running(name, Map.of("arn", arn, "name", name));
    }
}
