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
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What changed in the shown time, as far as it can be told: alarms' states, releases, and when the program last wrote its exports. */
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

    /** All of them, the newest first. */
    List<Change> of(Snapshot snapshot, List<AlarmTurn> turns, Optional<Instant> written, String parameters) {
        Window window = snapshot.window();
        List<Change> changes = new ArrayList<>();
        turns.stream()
                .filter(turn -> within(window, turn.at()))
                .map(turn -> alarm(turn, parameters))
                .forEach(changes::add);
        for (MetricQuery query : queries(exports)) {
            changes.addAll(releases(query, snapshot.of(query).within(window), parameters));
        }
        written.filter(at -> within(window, at))
                .map(at -> new Change(at, words.of("changes.exports"), "quiet", "exports?" + parameters))
                .ifPresent(changes::add);
        changes.sort(Comparator.comparing(Change::at).reversed());
        return changes;
    }

    private static boolean within(Window window, Instant at) {
        return !at.isBefore(window.start()) && at.isBefore(window.end());
    }

    private Change alarm(AlarmTurn turn, String parameters) {
        return new Change(
                turn.at(),
                words.of(turn.off() ? "changes.alarm" : "changes.recovered", AlarmOwner.name(turn.name(), exports)),
                turn.off() ? "bad" : "ok",
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
                        "updates?" + parameters));
            }
        }
        return changes;
    }
}
