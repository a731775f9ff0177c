package dev.quartet.local.kinesis;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The program's streams. Thread-safe. */
final class StreamResources implements ResourceModule {
    private final Streams streams;

    StreamResources(Streams streams) {
        this.streams = streams;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:kinesis/stream:Stream", this::stream);
    }

    private Provisioned stream(Registration registration) {
        var inputs = registration.inputs();
        if (!inputs.strings("shardLevelMetrics").isEmpty()) {
            throw new ProvisionException("%s: shardLevelMetrics: the local cloud has metrics of streams, not of shards"
                    .formatted(inputs.owner()));
        }
        try {
            var stream = streams.create(registration.physicalName("name"), settings(inputs), inputs.texts("tags"));
            return Provisioned.running(stream.arn().toString(), outputs(stream, inputs));
        } catch (AwsException e) {
            throw new ProvisionException("%s: %s: %s".formatted(inputs.owner(), e.code(), e.getMessage()), e);
        }
    }

    private static StreamSettings settings(Inputs inputs) {
        var mode = inputs.block("streamModeDetails")
                .flatMap(details -> details.optionalString("streamMode"))
                .orElse("PROVISIONED");
        var count = inputs.optionalInteger("shardCount");
        var settings =
                StreamOperations.settings(mode, count.isPresent() ? Optional.of(count.getAsInt()) : Optional.empty());
        return settings.withKey(key(inputs))
                .withRetention(
                        inputs.optionalInteger("retentionPeriod").isPresent()
                                ? Duration.ofHours(inputs.integer("retentionPeriod"))
                                : StreamSettings.USUAL_RETENTION);
    }

    private static Optional<String> key(Inputs inputs) {
        var type = inputs.optionalString("encryptionType").orElse("NONE");
        return switch (type) {
            case "NONE" -> Optional.empty();
            case "KMS" -> Optional.of(inputs.string("kmsKeyId"));
            default ->
                throw Errors.validation("encryptionType", type, "Member must satisfy enum value set: [NONE, KMS]");
        };
    }

    private static Map<String, Object> outputs(Stream stream, Inputs inputs) {
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", stream.arn().toString());
        outputs.put("name", stream.name());
        outputs.put("retentionPeriod", (double) stream.retention().toHours());
        outputs.put("encryptionType", stream.settings().encryptionType());
        outputs.put("streamModeDetails", Map.of("streamMode", stream.settings().mode()));
        outputs.put("enforceConsumerDeletion", inputs.flag("enforceConsumerDeletion", false));
        if (!stream.settings().onDemand()) {
            outputs.put("shardCount", (double) stream.settings().shardCount());
        }
        outputs.put("tagsAll", inputs.texts("tags"));
        return outputs;
    }
}
