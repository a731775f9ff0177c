package dev.quartet.dashboard.alarms;

import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.Watched;
import dev.quartet.dashboard.ui.Numbers;
import java.util.Locale;

/** What an alarm watches, in one line. */
final class AlarmText {
    private AlarmText() {}

    /** Such as {@code Maximum of ApproximateNumberOfMessagesVisible ≥ 1, 1 × 5 min}. */
    static String watched(Alarm alarm, Locale locale) {
        Watched watched = alarm.watched();
        return "%s %s %s, %d × %d min"
                .formatted(
                        watched.text(),
                        watched.sign(),
                        Numbers.count(watched.threshold(), locale),
                        watched.periods(),
                        Math.max(1, watched.period().toMinutes()));
    }
}
