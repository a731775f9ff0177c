package dev.quartet.dashboard.services;

import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.ui.Words;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.QueueRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The services with their alarms: figures come from what was read, alarms from what was asked last. One page's, so not thread-safe. */
final class ShopState {
    private final Words words;
    private final Locale locale;
    private List<Alarm> alarms = List.of();

    ShopState(Words words, Locale locale) {
        this.words = words;
        this.locale = locale;
    }

    void alarms(List<Alarm> known) {
        alarms = List.copyOf(known);
    }

    ServiceState of(ServiceParts parts, Readings data) {
        return of(parts, ServiceFigures.of(parts, data));
    }

    ServiceState of(ServiceParts parts, ServiceFigures figures) {
        long off = alarms(parts).stream()
                .filter(alarm -> alarm.state() == Alarm.State.ALARM)
                .count();
        return ServiceState.of(figures, off, words, locale);
    }

    /** The alarms that watch something of the service. */
    List<Alarm> alarms(ServiceParts parts) {
        List<String> names = new ArrayList<>();
        parts.functions().stream().map(FunctionRef::name).forEach(names::add);
        parts.deadLetters().stream().map(QueueRef::name).forEach(names::add);
        FrontDoor door = parts.door();
        if (door != null) {
            names.add(door.dimensions().getFirst());
            if (door.loadBalancer() != null) {
                names.add(door.loadBalancer());
            }
        }
        if (parts.table() != null) {
            names.add(parts.table().name());
        }
        if (parts.queue() != null) {
            names.add(parts.queue().name());
        }
        if (parts.topic() != null) {
            names.add(parts.topic());
        }
        if (parts.stream() != null) {
            names.add(parts.stream());
        }
        return alarms.stream()
                .filter(alarm -> alarm.resources().stream().anyMatch(names::contains))
                .toList();
    }
}
