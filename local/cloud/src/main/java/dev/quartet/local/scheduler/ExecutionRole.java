package dev.quartet.local.scheduler;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.RoleTrust;
import java.util.Map;
import java.util.Optional;

/**
 * The role by which a schedule calls its target. Its trust policy sees the schedule's <em>group</em> as
 * {@code aws:SourceArn}, see <a
 * href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html">Scheduler</a>.
 * Thread-safe.
 */
final class ExecutionRole {
    private static final String PRINCIPAL = "scheduler.amazonaws.com";

    private final CloudContext context;
    private final RoleTrust roles;
    private final Schedules schedules;

    ExecutionRole(CloudContext context, RoleTrust roles, Schedules schedules) {
        this.context = context;
        this.roles = roles;
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
}
