package dev.quartet.local.scheduler;

import dev.quartet.local.core.Arn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.json.JsonMapper;

/** What a target gets. */
final class Payload {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Payload() {}

    /**
     * Returns the target's input with its <a
     * href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html">context
     * attributes</a> replaced; without an input, an event of EventBridge's kind.
     */
    static String of(Execution execution) {
        var schedule = execution.schedule();
        return schedule.settings()
                .target()
                .input()
                .map(input -> input.replace("<aws.scheduler.schedule-arn>", schedule.arn())
                        .replace("<aws.scheduler.scheduled-time>", seconds(execution.time()))
                        .replace("<aws.scheduler.execution-id>", execution.id())
                        .replace("<aws.scheduler.attempt-number>", Integer.toString(execution.attempt())))
                .orElseGet(() -> event(execution));
    }

    /** Returns a time as Scheduler writes it: whole seconds. */
    static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String event(Execution execution) {
        var arn = Arn.parse(execution.schedule().arn());
        var event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", execution.id())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.scheduler")
                .put("account", arn.account())
                .put("time", seconds(execution.time()))
                .put("region", arn.region());
        event.putArray("resources").add(arn.toString());
        event.put("detail", "{}");
        return JSON.writeValueAsString(event);
    }
}
