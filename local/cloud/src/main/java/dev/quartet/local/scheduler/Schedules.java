package dev.quartet.local.scheduler;

import dev.quartet.local.core.CloudContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All schedules and their groups. Thread-safe. */
final class Schedules {
    private static final String GROUP = "Schedule group";

    private final CloudContext context;
    private final Map<String, Group> groups = new ConcurrentSkipListMap<>();
    private final Map<String, Schedule> schedules = new ConcurrentSkipListMap<>();

    Schedules(CloudContext context) {
        this.context = context;
        var unused = createGroup(ScheduleSettings.DEFAULT_GROUP, Map.of());
    }

    synchronized Group createGroup(String name, Map<String, String> tags) {
        ScheduleSettings.requireName("name", name);
        var group = new Group(name, groupArn(name), context.clock().instant(), tags);
        if (groups.putIfAbsent(name, group) != null) {
            throw Errors.conflict(GROUP, name);
        }
        return group;
    }

    Group group(String name) {
        return Optional.ofNullable(groups.get(name)).orElseThrow(() -> Errors.notFound(GROUP, name));
    }

    List<Group> groups() {
        return List.copyOf(groups.values());
    }

    synchronized void deleteGroup(String name) {
        if (name.equals(ScheduleSettings.DEFAULT_GROUP)) {
            throw Errors.validation("The default schedule group cannot be deleted.");
        }
        var unused = group(name);
        groups.remove(name);
        schedules.keySet().removeIf(key -> key.startsWith(name + "/"));
    }

    synchronized Schedule create(ScheduleSettings settings) {
        var unused = group(settings.group());
        var now = context.clock().instant();
        var schedule = new Schedule(settings, arn(settings.group(), settings.name()), now, now);
        if (schedules.putIfAbsent(key(settings.group(), settings.name()), schedule) != null) {
            throw Errors.conflict("Schedule", settings.name());
        }
        return schedule;
    }

    synchronized Schedule update(ScheduleSettings settings) {
        var before = find(settings.group(), settings.name());
        var schedule = new Schedule(
                settings, before.arn(), before.created(), context.clock().instant());
        schedules.put(key(settings.group(), settings.name()), schedule);
        return schedule;
    }

    Schedule find(String group, String name) {
        return Optional.ofNullable(schedules.get(key(group, name)))
                .orElseThrow(() -> Errors.notFound("Schedule", name));
    }

    synchronized void delete(String group, String name) {
        var unused = find(group, name);
        schedules.remove(key(group, name));
    }

    /** Deletes {@code schedule} unless it was changed meanwhile. */
    void deleteDone(Schedule schedule) {
        schedules.remove(key(schedule.settings().group(), schedule.settings().name()), schedule);
    }

    /** Returns all, by group and name. */
    List<Schedule> all() {
        return List.copyOf(schedules.values());
    }

    String arn(String group, String name) {
        return context.arn("scheduler", "schedule/%s/%s".formatted(group, name)).toString();
    }

    String groupArn(String name) {
        return context.arn("scheduler", "schedule-group/" + name).toString();
    }

    private static String key(String group, String name) {
        return group + "/" + name;
    }

    /** A group of schedules. */
    record Group(String name, String arn, Instant created, Map<String, String> tags) {
        Group {
            tags = Map.copyOf(tags);
        }
    }
}
