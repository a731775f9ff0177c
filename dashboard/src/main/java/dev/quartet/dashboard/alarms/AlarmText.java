package dev.quartet.dashboard.alarms;

import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.Scale;
import dev.quartet.dashboard.alarm.Watched;
import dev.quartet.dashboard.ui.Numbers;
import java.util.Locale;

/** What an alarm watches, in one line. */
final class AlarmText {
    private static final double SECOND = 1000;
    private static final char SPACE = '\u00a0';

    private AlarmText() {}

    /** With its unit, and as exactly as it was set: {@code 3 s}, {@code 1 %}. */
    static String threshold(Watched watched, Locale locale) {
        Scale scale = Scale.of(watched);
        double value = watched.threshold() * scale.factor();
        return switch (scale.unit()) {
            case "ms" ->
                value >= SECOND
                        ? Numbers.exact(value / SECOND, locale) + Numbers.unit("s", locale)
                        : Numbers.exact(value, locale) + SPACE + "ms";
            case "%" -> Numbers.exact(value * 100, locale) + SPACE + "%";
            case "B" -> Numbers.count(value, locale) + "B";
            default -> Numbers.exact(value, locale);
        };
    }

    /** Such as {@code Maximum of ApproximateNumberOfMessagesVisible ≥ 1, 1 × 5 min}. */
    static String watched(Alarm alarm, Locale locale) {
        Watched watched = alarm.watched();
        return "%s %s %s, %d\u00a0×\u00a0%s"
                .formatted(
                        watched.text(),
                        watched.sign(),
                        threshold(watched, locale),
                        watched.periods(),
                        Numbers.age(watched.period(), locale));
    }
}
