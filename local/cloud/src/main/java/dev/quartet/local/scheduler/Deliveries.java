package dev.quartet.local.scheduler;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.MessageAttribute;
import dev.quartet.local.core.Queues;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one execution to its target, or to the schedule's dead-letter queue. Thread-safe; blocks. */
final class Deliveries {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int LONGEST_DOUBLING = 10;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final Clock clock;
    private final ExecutionRole roles;
    private final FunctionInvoker functions;
    private final Queues queues;
    private final GroupMeter meter;

    Deliveries(Clock clock, ExecutionRole roles, FunctionInvoker functions, Queues queues, GroupMeter meter) {
        this.clock = clock;
        this.roles = roles;
        this.functions = functions;
        this.queues = queues;
        this.meter = meter;
    }

    /** Tries once; returns what to try again later, if anything. */
    Optional<Execution> deliver(Execution execution) {
        var settings = execution.schedule().settings();
        meter.attempted(settings.group());
        try {
            invoke(execution, settings.target());
            return Optional.empty();
        } catch (AwsException e) {
            boolean throttled = e.status() == TOO_MANY || e.code().equals("TooManyRequestsException");
            meter.failed(settings.group(), throttled);
            log.warn(
                    "{}: attempt {} for {} failed: {}: {}",
                    execution.schedule().arn(),
                    execution.attempt(),
                    execution.time(),
                    e.code(),
                    e.getMessage());
            var exhausted = exhausted(execution, throttled || e.status() >= SERVER_ERROR);
            if (exhausted.isEmpty()) {
                return Optional.of(execution.again(later(execution)));
            }
            giveUp(execution, e, exhausted.get());
            return Optional.empty();
        }
    }

    private void invoke(Execution execution, Target target) {
        var role = roles.assume(execution.schedule().settings());
        var payload = Payload.of(execution);
        if (target.isFunction()) {
            var unused = functions.invokeAsync(
                    role, target.arn(), payload.getBytes(StandardCharsets.UTF_8), Optional.empty());
        } else {
            var unused = queues.send(
                    role,
                    target.arn(),
                    new Queues.Outgoing(payload, Map.of(), target.messageGroupId(), Optional.empty()));
        }
    }

    /** Returns why it is not tried again: empty when it is. A refusal would be one again. */
    private Optional<String> exhausted(Execution execution, boolean passing) {
        var target = execution.schedule().settings().target();
        if (!passing) {
            return Optional.of("");
        }
        if (execution.attempt() > target.maximumRetries()) {
            return Optional.of("MaximumRetryAttempts");
        }
        return later(execution).isAfter(execution.time().plus(target.maximumAge()))
                ? Optional.of("MaximumEventAgeInSeconds")
                : Optional.empty();
    }

    private Instant later(Execution execution) {
        return clock.instant().plus(FIRST_WAIT.multipliedBy(1L << Math.min(execution.attempt() - 1, LONGEST_DOUBLING)));
    }

    private void giveUp(Execution execution, AwsException error, String condition) {
        var settings = execution.schedule().settings();
        meter.dropped(settings.group());
        if (settings.target().deadLetterArn().isEmpty()) {
            log.warn(
                    "{}: the invocation for {} is dropped: the schedule has no dead-letter queue",
                    execution.schedule().arn(),
                    execution.time());
            return;
        }
        var queue = settings.target().deadLetterArn().get();
        try {
            Caller role = roles.assume(settings);
            var message = new Queues.Outgoing(
                    Payload.of(execution), attributes(execution, error, condition), Optional.empty(), Optional.empty());
            var unused = queues.send(role, queue, message);
            meter.deadLettered(settings.group());
        } catch (AwsException e) {
            meter.deadLetterFailed(settings.group(), e.code());
            log.warn(
                    "{}: the dead-letter queue {} takes nothing: {}",
                    execution.schedule().arn(),
                    queue,
                    e.getMessage());
        }
    }

    /** See <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html">dead-letter events</a>. */
    private static Map<String, MessageAttribute> attributes(Execution execution, AwsException error, String condition) {
        var attributes = new HashMap<String, MessageAttribute>();
        attributes.put("ERROR_CODE", text(error.code()));
        attributes.put("ERROR_MESSAGE", text(error.getMessage()));
        attributes.put("EXECUTION_ID", text(execution.id()));
        attributes.put("IS_PAYLOAD_TRUNCATED", text("false"));
        attributes.put("RETRY_ATTEMPTS", text(Integer.toString(execution.attempt() - 1)));
        attributes.put("SCHEDULED_TIME", text(Payload.seconds(execution.time())));
        attributes.put("SCHEDULE_ARN", text(execution.schedule().arn()));
        attributes.put(
                "TARGET_ARN", text(execution.schedule().settings().target().arn()));
        if (!condition.isEmpty()) {
            attributes.put("EXHAUSTED_RETRY_CONDITION", text(condition));
        }
        return attributes;
    }

    private static MessageAttribute text(String value) {
        return new MessageAttribute("String", value);
    }
}
