package dev.quartet.local.sqs;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The program's queues and their policies. Thread-safe. */
final class QueueResources implements ResourceModule {
    /** SQS's attribute for each argument of {@code aws:sqs/queue:Queue} that is one. */
    private static final Map<String, String> ATTRIBUTES = Map.ofEntries(
            Map.entry("contentBasedDeduplication", "ContentBasedDeduplication"),
            Map.entry("deduplicationScope", "DeduplicationScope"),
            Map.entry("delaySeconds", "DelaySeconds"),
            Map.entry("fifoQueue", "FifoQueue"),
            Map.entry("fifoThroughputLimit", "FifoThroughputLimit"),
            Map.entry("kmsDataKeyReusePeriodSeconds", "KmsDataKeyReusePeriodSeconds"),
            Map.entry("kmsMasterKeyId", "KmsMasterKeyId"),
            Map.entry("maxMessageSize", "MaximumMessageSize"),
            Map.entry("messageRetentionSeconds", "MessageRetentionPeriod"),
            Map.entry("policy", "Policy"),
            Map.entry("receiveWaitTimeSeconds", "ReceiveMessageWaitTimeSeconds"),
            Map.entry("redriveAllowPolicy", "RedriveAllowPolicy"),
            Map.entry("redrivePolicy", "RedrivePolicy"),
            Map.entry("sqsManagedSseEnabled", "SqsManagedSseEnabled"),
            Map.entry("visibilityTimeoutSeconds", "VisibilityTimeout"));

    private final QueueRegistry registry;

    QueueResources(QueueRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:sqs/queue:Queue", this::queue)
                .resource("aws:sqs/queuePolicy:QueuePolicy", r -> set(r, "policy", "Policy"))
                .resource("aws:sqs/redrivePolicy:RedrivePolicy", r -> set(r, "redrivePolicy", "RedrivePolicy"))
                .resource(
                        "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
                        r -> set(r, "redriveAllowPolicy", "RedriveAllowPolicy"));
    }

    private Provisioned queue(Registration registration) {
        var inputs = registration.inputs();
        var name = registration.physicalName("name");
        if (!inputs.has("name") && inputs.flag("fifoQueue", false)) {
            name += ".fifo";
        }
        var attributes = new HashMap<String, String>();
        ATTRIBUTES.forEach((argument, attribute) -> {
            if (inputs.has(argument)) {
                attributes.put(attribute, text(inputs, argument));
            }
        });
        // A flag that is off is the default of a standard queue, where SQS refuses the attribute itself.
        if (!inputs.flag("fifoQueue", false)) {
            attributes.values().removeIf(value -> value.equals("false") && !inputs.has("sqsManagedSseEnabled"));
        }
        var queueName = name;
        var queue = refused(
                inputs, () -> registry.create(registration.region(), queueName, attributes, inputs.texts("tags")));
        return Provisioned.running(queue.url(), outputs(queue));
    }

    private Provisioned set(Registration registration, String argument, String attribute) {
        var inputs = registration.inputs();
        var url = inputs.string("queueUrl");
        var arn = registry.arn(registration.region(), url.substring(url.lastIndexOf('/') + 1))
                .toString();
        return refused(inputs, () -> {
            registry.configure(registry.require(arn), Map.of(attribute, inputs.string(argument)));
            return Provisioned.running(url, Map.of("queueUrl", url, argument, inputs.string(argument)));
        });
    }

    private static Map<String, Object> outputs(Queue queue) {
        var outputs = new LinkedHashMap<String, Object>();
        var attributes = queue.attributes();
        outputs.put("arn", queue.arn().toString());
        outputs.put("name", queue.name());
        outputs.put("url", queue.url());
        outputs.put("fifoQueue", attributes.fifo());
        outputs.put("contentBasedDeduplication", attributes.contentBasedDeduplication());
        outputs.put("visibilityTimeoutSeconds", attributes.visibilityTimeout().toSeconds());
        outputs.put("delaySeconds", attributes.delay().toSeconds());
        outputs.put("messageRetentionSeconds", attributes.retention().toSeconds());
        outputs.put("receiveWaitTimeSeconds", attributes.receiveWait().toSeconds());
        outputs.put("maxMessageSize", attributes.maximumMessageSize());
        outputs.put("kmsDataKeyReusePeriodSeconds", 300);
        outputs.put("sqsManagedSseEnabled", !attributes.asMap().containsKey("KmsMasterKeyId"));
        outputs.put("policy", attributes.policy().orElse(""));
        outputs.put("redrivePolicy", attributes.asMap().getOrDefault("RedrivePolicy", ""));
        outputs.put("redriveAllowPolicy", attributes.asMap().getOrDefault("RedriveAllowPolicy", ""));
        outputs.put("deduplicationScope", attributes.asMap().getOrDefault("DeduplicationScope", ""));
        outputs.put("fifoThroughputLimit", attributes.asMap().getOrDefault("FifoThroughputLimit", ""));
        return outputs;
    }

    private static String text(Inputs inputs, String argument) {
        var value = inputs.asMap().get(argument);
        return value instanceof Double number
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    private static <T> T refused(Inputs inputs, Supplier<T> action) {
        try {
            return action.get();
        } catch (AwsException e) {
            throw new ProvisionException("%s: %s: %s".formatted(inputs.owner(), e.code(), e.getMessage()), e);
        }
    }
}
