package dev.quartet.local.cloudfront.logs;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.AccessLog;
import dev.quartet.local.cloudfront.config.AccessLogEntry;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.ObjectWriter;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One delivery: collects lines, and writes them as a file when told. Best effort, as on AWS. Thread-safe. */
final class Delivery implements AccessLog {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final String CONTENT_TYPE = "application/gzip";
    /** Beyond it lines are lost rather than memory: a bucket that refuses must not fill the process. */
    private static final int MOST_WAITING = 200_000;
    /** So many do not wait for their time: a busy minute must not cost lines. */
    private static final int MANY = 25_000;

    private final Settings settings;
    private final ObjectWriter objects;
    private final Clock clock;
    private final Consumer<Delivery> hurry;
    private final ConcurrentLinkedQueue<AccessLogEntry> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Where a delivery goes.
     *
     * @param prefix before each key; ends with a slash, or is empty
     * @param suffixPath what stands between prefix and file name, with variables such as {@code {yyyy}}
     */
    record Settings(
            Caller caller,
            String accountId,
            String distributionId,
            String bucket,
            String prefix,
            String suffixPath,
            boolean hive,
            LogFormat format,
            List<LogFields.Field> fields,
            String delimiter) {
        Settings {
            requireNonNull(caller, "caller is null");
            fields = List.copyOf(fields);
        }
    }

    /**
     * Creates an empty one.
     *
     * @param hurry is told when it is to be flushed soon; must not block
     */
    Delivery(Settings settings, ObjectWriter objects, Clock clock, Consumer<Delivery> hurry) {
        this.settings = requireNonNull(settings, "settings is null");
        this.objects = requireNonNull(objects, "objects is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.hurry = requireNonNull(hurry, "hurry is null");
    }

    @Override
    public void record(AccessLogEntry entry) {
        if (count.get() < MOST_WAITING) {
            waiting.add(entry);
            if (count.incrementAndGet() == MANY) {
                hurry.accept(this);
            }
        }
    }

    /** Writes what has come since the last time; keeps it for the next time when the bucket refuses. */
    synchronized void flush() {
        var entries = new ArrayList<AccessLogEntry>();
        for (var entry = waiting.poll(); entry != null; entry = waiting.poll()) {
            entries.add(entry);
        }
        if (entries.isEmpty()) {
            return;
        }
        try {
            objects.put(
                    settings.caller(),
                    settings.bucket(),
                    key(),
                    CONTENT_TYPE,
                    settings.format().file(settings.fields(), settings.delimiter(), entries));
            count.addAndGet(-entries.size());
        } catch (RuntimeException | IOException e) {
            waiting.addAll(entries); // whatever it was: the next files must still be tried
            log.warn(
                    "access logs of {} do not reach bucket {}: {}",
                    settings.distributionId(),
                    settings.bucket(),
                    e.getMessage());
        }
    }

    private String key() {
        var now = clock.instant().atZone(ZoneOffset.UTC);
        var path = settings.suffixPath();
        for (var variable : List.of("yyyy", "MM", "dd", "HH")) {
            var name = settings.hive() ? hiveName(variable) + "=" : "";
            path = path.replace(
                    "{" + variable + "}",
                    name + DateTimeFormatter.ofPattern(variable).format(now));
        }
        path = path.replace("{DistributionId}", (settings.hive() ? "DistributionId=" : "") + settings.distributionId())
                .replace("{distributionid}", (settings.hive() ? "distributionid=" : "") + settings.distributionId())
                .replace("{accountid}", (settings.hive() ? "accountid=" : "") + settings.accountId())
                .replaceFirst("^/+", "");
        var folder = path.isEmpty() || path.endsWith("/") ? path : path + "/";
        return "%s%s%s.%s.%s.gz"
                .formatted(
                        settings.prefix(),
                        folder,
                        settings.distributionId(),
                        DateTimeFormatter.ofPattern("yyyy-MM-dd-HH").format(now),
                        UUID.randomUUID().toString().substring(0, 8));
    }

    private static String hiveName(String variable) {
        return switch (variable) {
            case "yyyy" -> "year";
            case "MM" -> "month";
            case "dd" -> "day";
            default -> "hour";
        };
    }
}
