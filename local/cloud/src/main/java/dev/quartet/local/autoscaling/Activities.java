package dev.quartet.local.autoscaling;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** What a group did, the newest first. Thread-safe. */
final class Activities {
    private static final int MOST = 500;

    private final ArrayDeque<Activity> activities = new ArrayDeque<>();

    synchronized Activity begin(String description, String cause, Instant now) {
        var activity = new Activity(description, cause, now);
        activities.addFirst(activity);
        while (activities.size() > MOST) {
            activities.removeLast();
        }
        return activity;
    }

    synchronized List<Activity.Seen> all() {
        return activities.stream().map(Activity::seen).toList();
    }
}
