package dev.quartet.local.scheduler;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.RoleTrust;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role by which a schedule calls its target. Its trust policy sees the schedule's <em>group</em> as
 * {@code aws:SourceArn}, see <a
 * href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html">Scheduler</a>.
 * Thread-safe.
 */
final class ExecutionRole {
    private static final String PRINCIPAL = "scheduler.amazonaws.com";

    private static final Logger log = LoggerFactory.getLogger(ExecutionRole.class);

    private final CloudContext context;
    private final RoleTrust roles;
    private final Authorizer authorizer;
    private final Schedules schedules;

    ExecutionRole(CloudContext context, RoleTrust roles, Authorizer authorizer, Schedules schedules) {
        this.context = context;
        this.roles = roles;
        this.authorizer = authorizer;
        this.schedules = schedules;
    }

    /** Returns the role as a caller; throws {@code AccessDenied} when Scheduler may not assume it. */
    Caller assume(ScheduleSettings settings) {
        var role = roles.requireTrust(
                Caller.service(PRINCIPAL),
                "sts:AssumeRole",
                settings.target().roleArn(),
                Map.of(
                        "aws:SourceAccount", context.accountId(),
                        "aws:SourceArn", schedules.groupArn(settings.group())));
        var session = Integer.toHexString(
                schedules.arn(settings.group(), settings.name()).hashCode());
        return new Caller(
                Caller.Kind.ROLE,
                new Arn("aws", "sts", "", context.accountId(), "assumed-role/%s/%s".formatted(role.name(), session))
                        .toString(),
                Optional.of(role.arn()),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    /** Throws {@code ValidationException}, as CreateSchedule does, when Scheduler may not assume the role. */
    void require(ScheduleSettings settings) {
        try {
            var unused = assume(settings);
        } catch (AwsException e) {
            throw Errors.validation(
                    "The execution role you provide must allow AWS EventBridge Scheduler to assume the role. (%s: %s; the trust policy must let %s do sts:AssumeRole, with aws:SourceArn %s if at all)"
                            .formatted(
                                    settings.target().roleArn(),
                                    e.getMessage(),
                                    PRINCIPAL,
                                    schedules.groupArn(settings.group())));
        }
    }

    /** Warns of rights that the role lacks: AWS takes such a schedule without a word, and loses its invocations. */
    void warnOfMissingRights(ScheduleSettings settings) {
        var role = assume(settings);
        var target = settings.target();
        warn(role, target.isFunction() ? "lambda:InvokeFunction" : "sqs:SendMessage", target.arn());
        target.deadLetterArn().ifPresent(queue -> warn(role, "sqs:SendMessage", queue));
    }

    private void warn(Caller role, String action, String resource) {
        if (!authorizer.allows(AccessRequest.of(role, action, resource))) {
            log.warn("a schedule's role {} lacks {} on {}", role.roleArn().orElse(""), action, resource);
        }
    }
}
