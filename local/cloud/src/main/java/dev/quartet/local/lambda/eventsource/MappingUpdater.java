package dev.quartet.local.lambda.eventsource;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Change;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.ResourceUpdater;
import java.util.Set;
import java.util.function.Supplier;

/** Changes the program's mappings: a queue's settings, and whether a mapping polls. A stream's would lose its place. */
final class MappingUpdater implements ResourceUpdater {
    private static final Set<String> IDENTITY = Set.of("eventSourceArn", "functionName");

    private final Mappings mappings;

    MappingUpdater(Mappings mappings) {
        this.mappings = mappings;
    }

    @Override
    public Provisioned plan(Change change) {
        change.requireSame(IDENTITY);
        var settings = inWords(change, () -> Settings.of(change.after().inputs()));
        if (!queue(settings)) {
            change.requireOnly(Set.of("enabled"));
        }
        return change.made();
    }

    @Override
    public Provisioned apply(Change change) {
        var unused = plan(change);
        var inputs = change.after().inputs();
        var uuid = change.made().id();
        var mapping = inWords(
                change,
                () -> queue(Settings.of(inputs))
                        ? mappings.change(uuid, inputs)
                        : mappings.enable(uuid, inputs.flag("enabled", true)));
        return Provisioned.running(uuid, mapping.outputs());
    }

    private static boolean queue(Settings settings) {
        return Settings.service(settings.sourceArn()).equals("sqs");
    }

    private static <T> T inWords(Change change, Supplier<T> work) {
        try {
            return work.get();
        } catch (AwsException e) {
            throw new ProvisionException(
                    "%s: %s: %s".formatted(change.after().inputs().owner(), e.code(), e.getMessage()), e);
        }
    }
}
