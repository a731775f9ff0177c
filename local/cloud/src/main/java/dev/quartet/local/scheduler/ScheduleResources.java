package dev.quartet.local.scheduler;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The program's schedules and groups. Thread-safe. */
final class ScheduleResources implements ResourceModule {
    private final Schedules schedules;
    private final ExecutionRole roles;

    ScheduleResources(Schedules schedules, ExecutionRole roles) {
        this.schedules = schedules;
        this.roles = roles;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:scheduler/schedule:Schedule", this::schedule)
                .resource("aws:scheduler/scheduleGroup:ScheduleGroup", this::group);
    }

    private Provisioned group(Registration registration) {
        var inputs = registration.inputs();
        var name = name(registration);
        return refused(inputs, () -> {
            var group = schedules.createGroup(name, inputs.texts("tags"));
            var created = Payload.seconds(group.created());
            return Provisioned.running(
                    name,
                    Map.of(
                            "arn",
                            group.arn(),
                            "name",
                            name,
                            "creationDate",
                            created,
                            "lastModificationDate",
                            created,
                            "state",
                            "ACTIVE",
                            "namePrefix",
                            inputs.optionalString("namePrefix").orElse(""),
                            "tagsAll",
                            group.tags()));
        });
    }

    private Provisioned schedule(Registration registration) {
        var inputs = registration.inputs();
        if (inputs.has("kmsKeyArn")) {
            throw new ProvisionException(
                    "%s: kmsKeyArn: the local cloud enforces no policies of keys".formatted(inputs.owner()));
        }
        return refused(inputs, () -> {
            var settings = settings(registration);
            roles.require(settings);
            var schedule = schedules.create(settings);
            roles.warnOfMissingRights(settings);
            return Provisioned.running(
                    settings.group() + "/" + settings.name(),
                    Map.of(
                            "arn", schedule.arn(),
                            "name", settings.name(),
                            "namePrefix", inputs.optionalString("namePrefix").orElse(""),
                            "groupName", settings.group(),
                            "scheduleExpressionTimezone", settings.zone(),
                            "state", settings.enabled() ? "ENABLED" : "DISABLED"));
        });
    }

    private static ScheduleSettings settings(Registration registration) {
        var inputs = registration.inputs();
        return new ScheduleSettings(
                name(registration),
                inputs.optionalString("groupName").orElse(ScheduleSettings.DEFAULT_GROUP),
                inputs.string("scheduleExpression"),
                inputs.optionalString("scheduleExpressionTimezone").orElse("UTC"),
                time(inputs, "startDate"),
                time(inputs, "endDate"),
                Members.enabled(inputs.optionalString("state")),
                window(inputs),
                inputs.optionalString("description"),
                false,
                target(inputs.block("target")
                        .orElseThrow(() -> Errors.invalid("target", "null", "Member must not be null"))));
    }

    private static Duration window(Inputs inputs) {
        var window = inputs.block("flexibleTimeWindow")
                .orElseThrow(() -> Errors.invalid("flexibleTimeWindow", "null", "Member must not be null"));
        var minutes = window.optionalInteger("maximumWindowInMinutes");
        return Members.window(window.string("mode"), minutes);
    }

    private static Target target(Inputs target) {
        for (var other : new String[] {
            "ecsParameters", "eventbridgeParameters", "kinesisParameters", "sagemakerPipelineParameters"
        }) {
            if (target.has(other)) {
                throw new ProvisionException("%s: %s: the local cloud's schedules invoke functions and queues"
                        .formatted(target.owner(), other));
            }
        }
        var retries = target.block("retryPolicy");
        return new Target(
                target.string("arn"),
                target.string("roleArn"),
                target.optionalString("input"),
                Duration.ofSeconds(retries.map(policy -> policy.optionalInteger("maximumEventAgeInSeconds")
                                .orElse(Target.LONGEST_SECONDS))
                        .orElse(Target.LONGEST_SECONDS)),
                retries.map(policy ->
                                policy.optionalInteger("maximumRetryAttempts").orElse(Target.MOST_RETRIES))
                        .orElse(Target.MOST_RETRIES),
                target.block("deadLetterConfig").flatMap(config -> config.optionalString("arn")),
                target.block("sqsParameters").flatMap(queue -> queue.optionalString("messageGroupId")));
    }

    private static Optional<Instant> time(Inputs inputs, String property) {
        return inputs.optionalString(property).map(text -> {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw Errors.invalid(property, text, "Member must be a time such as 2026-01-31T12:00:00Z");
            }
        });
    }

    private static String name(Registration registration) {
        var prefix = registration.inputs().optionalString("namePrefix");
        return prefix.isEmpty() || registration.inputs().has("name")
                ? registration.physicalName("name")
                : prefix.get() + "%08x".formatted(registration.urn().hashCode());
    }

    private static <T> T refused(Inputs inputs, Supplier<T> action) {
        try {
            return action.get();
        } catch (AwsException e) {
            throw new ProvisionException("%s: %s: %s".formatted(inputs.owner(), e.code(), e.getMessage()), e);
        }
    }
}
