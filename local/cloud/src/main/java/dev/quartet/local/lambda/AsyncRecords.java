package dev.quartet.local.lambda;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.MessageAttribute;
import dev.quartet.local.lambda.FunctionRegistry.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells destinations and dead-letter queues what became of asynchronous invocations. See <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">records of invocations</a>.
 * Thread-safe.
 */
final class AsyncRecords {
    private static final Logger log = LoggerFactory.getLogger(AsyncRecords.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ERROR_MESSAGE = 1024;

    private final CloudContext context;
    private final InvokeConfigs configs;
    private final RoleSessions roles;
    private final LambdaMetrics metrics;

    AsyncRecords(CloudContext context, InvokeConfigs configs, RoleSessions roles, LambdaMetrics metrics) {
        this.context = context;
        this.configs = configs;
        this.roles = roles;
        this.metrics = metrics;
    }

    InvokeConfigs.InvokeConfig config(Target target) {
        return configs.of(target);
    }

    void succeeded(Target target, Event event, int tries, Answer answer) {
        configs.of(target)
                .onSuccess()
                .ifPresent(arn -> send(target, arn, record(target, event, tries, Optional.of(answer), "Success")));
    }

    /** Returns if anybody was told that {@code event} was given up. */
    boolean failed(Target target, Event event, int tries, Optional<Answer> last, boolean tooOld) {
        var onFailure = configs.of(target).onFailure();
        var deadLetter = configs.deadLetter(target);
        onFailure.ifPresent(arn -> send(
                target, arn, record(target, event, tries, last, tooOld ? "EventAgeExceeded" : "RetriesExhausted")));
        deadLetter.ifPresent(arn -> deadLetter(target, arn, event, last));
        return onFailure.isPresent() || deadLetter.isPresent();
    }

    private void send(Target target, String arn, byte[] record) {
        try {
            configs.destinations()
                    .orElseThrow()
                    .deliver(
                            roles.caller(target.version()),
                            arn,
                            record,
                            "aws/lambda/async/" + target.function().name());
        } catch (AwsException | IOException e) {
            metrics.destinationFailed(target);
            log.warn("{}: destination {} cannot be written to: {}", target.invokedArn(), arn, e.getMessage());
        }
    }

    private void deadLetter(Target target, String arn, Event event, Optional<Answer> last) {
        var message = last.map(answer -> new String(answer.payload(), StandardCharsets.UTF_8))
                .orElse("the event is too old");
        var attributes = Map.of(
                "RequestID", MessageAttribute.string(event.requestId()),
                "ErrorCode", new MessageAttribute("Number", "200"),
                "ErrorMessage",
                        MessageAttribute.string(message.substring(0, Math.min(ERROR_MESSAGE, message.length()))));
        try {
            configs.destinations()
                    .orElseThrow()
                    .deadLetter(roles.caller(target.version()), arn, event.payload(), attributes);
        } catch (AwsException e) {
            metrics.deadLetterFailed(target);
            log.warn("{}: dead-letter target {} cannot be written to: {}", target.invokedArn(), arn, e.getMessage());
        }
    }

    private byte[] record(Target target, Event event, int tries, Optional<Answer> last, String condition) {
        var record = JSON.createObjectNode()
                .put("version", "1.0")
                .put("timestamp", context.clock().instant().toString());
        record.putObject("requestContext")
                .put("requestId", event.requestId())
                .put(
                        "functionArn",
                        target.function()
                                .qualifiedArn(Optional.of(target.qualifier().orElse(FunctionVersion.LATEST))))
                .put("condition", condition)
                .put("approximateInvokeCount", tries);
        record.set("requestPayload", JSON.readTree(event.payload()));
        last.ifPresent(answer -> {
            var response = record.putObject("responseContext")
                    .put("statusCode", 200)
                    .put("executedVersion", target.version().version());
            if (answer.failed()) {
                response.put("functionError", "Unhandled");
            }
            record.set("responsePayload", JSON.readTree(answer.payload()));
        });
        return JSON.writeValueAsBytes(record);
    }
}
