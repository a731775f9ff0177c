package dev.quartet.local.scheduler;

import dev.quartet.local.aws.WireValues;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes schedules as the API has them. */
final class Members {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Members() {}

    /** Returns if a state means enabled; absent is. */
    static boolean enabled(Optional<String> state) {
        if (state.filter(text -> !text.equals("ENABLED") && !text.equals("DISABLED"))
                .isPresent()) {
            throw Errors.invalid("state", state.get(), "Member must satisfy enum value set: [ENABLED, DISABLED]");
        }
        return state.filter("DISABLED"::equals).isEmpty();
    }

    /** Returns a flexible time window. */
    static Duration window(String mode, OptionalInt minutes) {
        return switch (mode) {
            case "OFF" -> {
                if (minutes.isPresent()) {
                    throw Errors.validation("MaximumWindowInMinutes must be absent when the mode is OFF.");
                }
                yield Duration.ZERO;
            }
            case "FLEXIBLE" -> {
                if (minutes.isEmpty() || minutes.getAsInt() < 1) {
                    throw Errors.validation("MaximumWindowInMinutes must be 1 to 1440 when the mode is FLEXIBLE.");
                }
                yield Duration.ofMinutes(minutes.getAsInt());
            }
            default ->
                throw Errors.invalid(
                        "flexibleTimeWindow.mode", mode, "Member must satisfy enum value set: [OFF, FLEXIBLE]");
        };
    }

    static ScheduleSettings settings(String name, JsonNode input) {
        var window = input.path("FlexibleTimeWindow");
        var after = WireValues.text(input, "ActionAfterCompletion").orElse("NONE");
        if (!after.equals("NONE") && !after.equals("DELETE")) {
            throw Errors.invalid("actionAfterCompletion", after, "Member must satisfy enum value set: [NONE, DELETE]");
        }
        if (WireValues.text(input, "KmsKeyArn").isPresent()) {
            throw Errors.validation("KmsKeyArn: the local cloud enforces no policies of keys");
        }
        return new ScheduleSettings(
                name,
                WireValues.text(input, "GroupName").orElse(ScheduleSettings.DEFAULT_GROUP),
                WireValues.requiredText(input, "ScheduleExpression"),
                WireValues.text(input, "ScheduleExpressionTimezone").orElse("UTC"),
                WireValues.instant(input, "StartDate"),
                WireValues.instant(input, "EndDate"),
                enabled(WireValues.text(input, "State")),
                window(
                        WireValues.text(window, "Mode").orElse("null"),
                        WireValues.integer(window, "MaximumWindowInMinutes")),
                WireValues.text(input, "Description"),
                after.equals("DELETE"),
                target(input.path("Target")));
    }

    private static Target target(JsonNode target) {
        var retries = target.path("RetryPolicy");
        return new Target(
                WireValues.requiredText(target, "Arn"),
                WireValues.requiredText(target, "RoleArn"),
                WireValues.text(target, "Input"),
                Duration.ofSeconds(
                        WireValues.integer(retries, "MaximumEventAgeInSeconds").orElse(Target.LONGEST_SECONDS)),
                WireValues.integer(retries, "MaximumRetryAttempts").orElse(Target.MOST_RETRIES),
                WireValues.text(target.path("DeadLetterConfig"), "Arn"),
                WireValues.text(target.path("SqsParameters"), "MessageGroupId"));
    }

    /** Returns a schedule as GetSchedule has it. */
    static ObjectNode schedule(Schedule schedule) {
        var settings = schedule.settings();
        var node = head(schedule)
                .put("ActionAfterCompletion", settings.deleted() ? "DELETE" : "NONE")
                .put("ScheduleExpression", settings.expression())
                .put("ScheduleExpressionTimezone", settings.zone());
        settings.description().ifPresent(text -> node.put("Description", text));
        settings.start().ifPresent(time -> node.put("StartDate", time.getEpochSecond()));
        settings.end().ifPresent(time -> node.put("EndDate", time.getEpochSecond()));
        var window = node.putObject("FlexibleTimeWindow")
                .put("Mode", settings.window().isZero() ? "OFF" : "FLEXIBLE");
        if (!settings.window().isZero()) {
            window.put("MaximumWindowInMinutes", settings.window().toMinutes());
        }
        var target = settings.target();
        var json = node.putObject("Target").put("Arn", target.arn()).put("RoleArn", target.roleArn());
        target.input().ifPresent(input -> json.put("Input", input));
        json.putObject("RetryPolicy")
                .put("MaximumEventAgeInSeconds", target.maximumAge().toSeconds())
                .put("MaximumRetryAttempts", target.maximumRetries());
        target.deadLetterArn()
                .ifPresent(arn -> json.putObject("DeadLetterConfig").put("Arn", arn));
        target.messageGroupId().ifPresent(id -> json.putObject("SqsParameters").put("MessageGroupId", id));
        return node;
    }

    /** Returns a schedule as ListSchedules has it. */
    static ObjectNode summary(Schedule schedule) {
        var node = head(schedule);
        node.putObject("Target").put("Arn", schedule.settings().target().arn());
        return node;
    }

    static ObjectNode group(Schedules.Group group) {
        return NODES.objectNode()
                .put("Arn", group.arn())
                .put("Name", group.name())
                .put("State", "ACTIVE")
                .put("CreationDate", group.created().getEpochSecond())
                .put("LastModificationDate", group.created().getEpochSecond());
    }

    private static ObjectNode head(Schedule schedule) {
        return NODES.objectNode()
                .put("Arn", schedule.arn())
                .put("GroupName", schedule.settings().group())
                .put("Name", schedule.settings().name())
                .put("State", schedule.settings().enabled() ? "ENABLED" : "DISABLED")
                .put("CreationDate", schedule.created().getEpochSecond())
                .put("LastModificationDate", schedule.modified().getEpochSecond());
    }
}
