package dev.quartet.local.cloudfront.logs;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.AccessLog;
import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ObjectWriter;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sources, destinations and deliveries of vended logs, as far as they are a distribution's access logs into a bucket.
 * Thread-safe. See <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html">standard logging v2</a>.
 */
public final class LogDeliveries implements ResourceModule, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogDeliveries.class);
    private static final String SOURCE = "delivery-source:";
    private static final String DESTINATION = "delivery-destination:";

    private final CloudContext context;
    private final ObjectWriter objects;
    private final Distributions distributions;
    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private final Map<String, Destination> destinations = new ConcurrentHashMap<>();
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();
    private final ScheduledExecutorService flusher = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("edge-logs").factory());

    /** The distributions whose requests are logged. */
    public interface Distributions extends BiConsumer<String, AccessLog> {
        /** Returns the id of the distribution {@code arn}; throws {@link ProvisionException} naming {@code owner}. */
        String id(String owner, String arn);

        /** Lets the distribution of that id log to {@code log}. */
        @Override
        void accept(String distributionId, AccessLog log);
    }

    private record Source(String arn, String distributionId) {}

    private record Destination(String bucket, String prefix, LogFormat format) {}

    /** Writes by {@code objects} every {@code interval}, and what is left when closed. */
    public LogDeliveries(CloudContext context, ObjectWriter objects, Distributions distributions, Duration interval) {
        this.context = requireNonNull(context, "context is null");
        this.objects = requireNonNull(objects, "objects is null");
        this.distributions = requireNonNull(distributions, "distributions is null");
        var unused = flusher.scheduleWithFixedDelay(
                this::flush, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:cloudwatch/logDeliverySource:LogDeliverySource", this::source)
                .resource("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination", this::destination)
                .resource("aws:cloudwatch/logDelivery:LogDelivery", this::delivery);
    }

    /** Writes what waits. */
    public void flush() {
        deliveries.values().forEach(Delivery::flush);
    }

    @Override
    public void close() {
        flusher.shutdownNow();
        flush();
    }

    private void hurry(Delivery full) {
        try {
            flusher.execute(full::flush);
        } catch (RejectedExecutionException e) {
            log.debug("closing writes what waits", e);
        }
    }

    private Provisioned source(Registration registration) {
        var inputs = registration.inputs();
        inRegion(registration);
        if (!inputs.string("logType").equals("ACCESS_LOGS")) {
            throw new ProvisionException(
                    "%s: ValidationException: logType '%s'; of a distribution there are ACCESS_LOGS"
                            .formatted(inputs.owner(), inputs.string("logType")));
        }
        var name = inputs.string("name");
        var arn = arn(registration, SOURCE + name);
        var id = distributions.id(inputs.owner(), inputs.string("resourceArn"));
        sources.put(name, new Source(arn, id));
        return Provisioned.running(name, Map.of("arn", arn, "name", name, "service", "cloudfront"));
    }

    private Provisioned destination(Registration registration) {
        var inputs = registration.inputs();
        inRegion(registration);
        var name = inputs.string("name");
        var target = inputs.block("deliveryDestinationConfiguration")
                .map(block -> block.string("destinationResourceArn"))
                .orElseThrow(() -> new ProvisionException(
                        inputs.owner() + ": missing required argument deliveryDestinationConfiguration"));
        if (!target.startsWith("arn:aws:s3:::")) {
            throw new ProvisionException(
                    "%s: destinationResourceArn %s: the local cloud delivers access logs into buckets alone"
                            .formatted(inputs.owner(), target));
        }
        var parts = Arn.parse(target).resource().split("/", 2);
        var prefix = parts.length > 1 && !parts[1].isEmpty()
                ? parts[1].replaceFirst("/?$", "/")
                : "AWSLogs/%s/CloudFront/".formatted(context.accountId());
        var arn = arn(registration, DESTINATION + name);
        destinations.put(arn, new Destination(parts[0], prefix, format(inputs)));
        return Provisioned.running(name, Map.of("arn", arn, "name", name, "deliveryDestinationType", "S3"));
    }

    private static LogFormat format(Inputs inputs) {
        try {
            return LogFormat.of(inputs.optionalString("outputFormat").orElse("w3c"));
        } catch (IllegalArgumentException e) {
            throw new ProvisionException("%s: %s".formatted(inputs.owner(), e.getMessage()), e);
        }
    }

    private Provisioned delivery(Registration registration) {
        var inputs = registration.inputs();
        inRegion(registration);
        var source = known(inputs, "deliverySourceName", sources);
        var destination = known(inputs, "deliveryDestinationArn", destinations);
        var fields = inputs.strings("recordFields").isEmpty() ? LogFields.names() : inputs.strings("recordFields");
        for (var field : fields) {
            if (!LogFields.names().contains(field)) {
                throw new ProvisionException("%s: ValidationException: recordFields '%s'; allowed are %s"
                        .formatted(inputs.owner(), field, LogFields.names()));
            }
        }
        var delimiter = inputs.optionalString("fieldDelimiter")
                .filter(text -> !text.isEmpty())
                .orElse("\t");
        var s3 = inputs.blocks("s3DeliveryConfigurations").stream().findFirst();
        var suffix = s3.flatMap(block -> block.optionalString("suffixPath")).orElse("");
        boolean hive =
                s3.map(block -> block.flag("enableHiveCompatiblePath", false)).orElse(false);
        var delivery = new Delivery(
                new Delivery.Settings(
                        Caller.service("delivery.logs.amazonaws.com", source.arn(), context.accountId()),
                        context.accountId(),
                        source.distributionId(),
                        destination.bucket(),
                        destination.prefix(),
                        suffix,
                        hive,
                        destination.format(),
                        LogFields.of(fields),
                        delimiter),
                objects,
                context.clock(),
                this::hurry);
        var id = "%016x".formatted(registration.urn().hashCode() & 0xFFFFFFFFL);
        deliveries.put(id, delivery);
        distributions.accept(source.distributionId(), delivery);
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", arn(registration, "delivery:" + id));
        outputs.put("fieldDelimiter", delimiter);
        outputs.put("recordFields", fields);
        outputs.put(
                "s3DeliveryConfigurations", List.of(Map.of("suffixPath", suffix, "enableHiveCompatiblePath", hive)));
        return Provisioned.running(id, outputs);
    }

    private static <T> T known(Inputs inputs, String property, Map<String, T> all) {
        var found = all.get(inputs.string(property));
        if (found == null) {
            throw new ProvisionException("%s: ResourceNotFoundException: %s %s does not exist"
                    .formatted(inputs.owner(), property, inputs.string(property)));
        }
        return found;
    }

    /** CloudFront's logs are delivered from us-east-1 alone. */
    private static void inRegion(Registration registration) {
        if (!registration.region().equals(CloudContext.GLOBAL_REGION)) {
            throw new ProvisionException(
                    "%s: ValidationException: deliveries of CloudFront's logs must be created in us-east-1, not in %s"
                            .formatted(registration.inputs().owner(), registration.region()));
        }
    }

    private String arn(Registration registration, String resource) {
        return Arn.of("logs", registration.region(), context.accountId(), resource)
                .toString();
    }
}
