package dev.quartet.local.logs;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** The program's log groups and streams. */
public final class LogsModule implements ResourceModule {
    /** The days that PutRetentionPolicy takes; 0 is for ever. */
    private static final Set<Integer> RETENTION = Set.of(
            0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private static final Pattern NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");

    private final CloudContext context;
    private final LogStore store;

    /** Creates the handlers over {@code store}. */
    public LogsModule(CloudContext context, LogStore store) {
        this.context = requireNonNull(context, "context is null");
        this.store = requireNonNull(store, "store is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:cloudwatch/logGroup:LogGroup", this::group);
        catalog.resource("aws:cloudwatch/logStream:LogStream", this::stream);
    }

    private Provisioned group(Registration registration) {
        var inputs = registration.inputs();
        var name = inputs.optionalString("name")
                .orElseGet(() -> inputs.optionalString("namePrefix").orElse(registration.name() + "-")
                        + Integer.toHexString(registration.urn().hashCode()));
        if (!NAME.matcher(name).matches()) {
            throw new ProvisionException(
                    "%s: name '%s' is not a log group's; allowed are 1-512 letters, digits, '.', '-', '_', '/', '#'"
                            .formatted(inputs.owner(), name));
        }
        var retention = inputs.optionalInteger("retentionInDays");
        if (retention.isPresent() && !RETENTION.contains(retention.getAsInt())) {
            throw new ProvisionException("%s: retentionInDays %d; allowed are %s"
                    .formatted(
                            inputs.owner(),
                            retention.getAsInt(),
                            RETENTION.stream().sorted().toList()));
        }
        var days = retention.orElse(0) == 0 ? OptionalInt.empty() : retention;
        var outputs = new HashMap<String, Object>();
        outputs.put("name", name);
        outputs.put("logGroupClass", inputs.optionalString("logGroupClass").orElse("STANDARD"));
        outputs.put("tagsAll", inputs.texts("tags"));
        outputs.put(
                "arn",
                orRefused(registration, () -> store.create(name, days).arn().toString()));
        return Provisioned.running(name, outputs);
    }

    private Provisioned stream(Registration registration) {
        var group = registration.inputs().string("logGroupName");
        var name = registration.inputs().optionalString("name").orElse(registration.name());
        var arn = orRefused(registration, () -> {
            var existing = store.existing(group);
            existing.create(name, context.clock().millis());
            return existing.arn() + ":log-stream:" + name;
        });
        return Provisioned.running(name, Map.of("name", name, "arn", arn));
    }

    private static String orRefused(Registration registration, java.util.function.Supplier<String> action) {
        try {
            return action.get();
        } catch (AwsException e) {
            throw new ProvisionException(
                    "%s: %s: %s".formatted(registration.inputs().owner(), e.code(), e.getMessage()), e);
        }
    }
}
