package dev.quartet.dashboard.services;

import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmService;
import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.exports.StackExports;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is asked for beside metrics: alarms, and the versions that run. Thread-safe. */
record ShopWatch(AlarmService alarms, RunningVersions versions) {
    /**
     * @param alarms of the whole stack
     * @param failure why the alarms are not newer
     */
    record Seen(
            List<Alarm> alarms,
            Set<RunningVersion> versions,
            @Nullable ReadFailure failure) {}

    /** May take the time of some calls. */
    Seen look(StackExports exports) {
        Answer<List<Alarm>> known = alarms.alarms(exports);
        Answer<Set<RunningVersion>> running = versions.of(exports);
        return new Seen(
                known.value() == null ? List.of() : known.value(),
                running.value() == null ? Set.of() : running.value(),
                known.failure());
    }
}
