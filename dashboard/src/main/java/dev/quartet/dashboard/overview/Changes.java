package dev.quartet.dashboard.overview;

import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.alarm.AlarmTurn;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.Metric;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.dashboard.ui.Words;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.StackExports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What changed in the shown time, as far as it can be told: alarms' states, releases, and when the stack was last deployed. */
record Changes(StackExports exports, Words words) {
    /** What is read for it. */
    static Set<MetricQuery> queries(StackExports exports) {
        Set<MetricQuery> queries = new LinkedHashSet<>();
        if (exports.updates() != null) {
            for (FunctionRef function : exports.updates().functions()) {
                queries.add(MetricQuery.of(exports.region(), Metric.RELEASES_PUBLISHED, function.name()));
                queries.add(MetricQuery.of(exports.region(), Metric.RELEASES_REJECTED, function.name()));
            }
        }
        return queries;
    }

    /**
     * All of them: alarms that are still off first, then the newest.
     *
     * @param off names of the alarms that are off now
     * @param written when the program last wrote its exports
     */
    List<Change> of(
            Snapshot snapshot, List<AlarmTurn> turns, Set<String> off, Optional<Instant> written, String parameters) {
        Window window = snapshot.window();
        List<Change> changes = new ArrayList<>();
        Map<String, Instant> last = new HashMap<>();
        turns.forEach(turn -> last.merge(turn.name(), turn.at(), (one, other) -> one.isAfter(other) ? one : other));
        turns.stream()
                .filter(turn -> within(window, turn.at()))
                .map(turn ->
                        alarm(turn, off.contains(turn.name()) && turn.at().equals(last.get(turn.name())), parameters))
                .forEach(changes::add);
        for (MetricQuery query : queries(exports)) {
            changes.addAll(releases(query, snapshot.of(query).within(window), parameters));
        }
        written.filter(at -> within(window, at))
                .map(at -> new Change(at, words.of("changes.deployed"), "quiet", false, "exports?" + parameters))
                .ifPresent(changes::add);
        changes.sort(Change.ORDER);
        return changes;
    }

    private static boolean within(Window window, Instant at) {
        return !at.isBefore(window.start()) && at.isBefore(window.end());
    }

    private Change alarm(AlarmTurn turn, boolean last, String parameters) {
        boolean still = turn.off() && last;
        String key = still ? "changes.still" : turn.off() ? "changes.alarm" : "changes.recovered";
        return new Change(
                turn.at(),
                words.of(key, AlarmOwner.name(turn.name(), exports)),
                still ? "bad" : turn.off() ? "warn" : "ok",
                still,
                "alarms/" + turn.name() + "?" + parameters);
    }

    private List<Change> releases(MetricQuery query, Series series, String parameters) {
        boolean rejected = query.metric() == Metric.RELEASES_REJECTED;
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            if (series.valueAt(i) > 0) {
                changes.add(new Change(
                        Instant.ofEpochSecond(series.secondAt(i)),
                        words.of(rejected ? "changes.rejected" : "changes.released", series.valueAt(i)),
                        rejected ? "warn" : "quiet",
                        false,
                        "updates?" + parameters));
            }
        }
        return changes;
    }
}
