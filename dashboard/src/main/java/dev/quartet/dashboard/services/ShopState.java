package dev.quartet.dashboard.services;

import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.ui.Words;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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
        Set<String> names = parts.resources();
        return alarms.stream()
                .filter(alarm -> alarm.resources().stream().anyMatch(names::contains))
                .toList();
    }
}
