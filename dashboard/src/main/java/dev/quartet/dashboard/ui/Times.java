package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.UI;
import dev.quartet.dashboard.metric.TimeRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Writes instants in a viewer's zone. */
public record Times(ZoneId zone) {
    /** The server's, while no browser told its own. */
    public static final Times SERVER = new Times(ZoneId.systemDefault());

    /** The browser's; the server's where it does not tell. */
    public static Times of(UI ui) {
        String name = ui.getPage().getExtendedClientDetails().getTimeZoneId();
        try {
            return name == null ? SERVER : new Times(ZoneId.of(name));
        } catch (DateTimeException e) {
            return SERVER;
        }
    }

    /** The instants of a range with a fixed end, as the language has them; the year only where it is not this one. */
    public String written(TimeRange range, Instant now, Locale locale) {
        ZonedDateTime from = range.from().orElseThrow().atZone(zone);
        ZonedDateTime to = from.plus(range.length());
        DateTimeFormatter time =
                DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale);
        boolean thisYear = from.getYear() == now.atZone(zone).getYear();
        DateTimeFormatter day = DateTimeFormatter.ofLocalizedPattern(thisYear ? "MMMd" : "yMMMd")
                .withLocale(locale);
        String end =
                from.toLocalDate().equals(to.toLocalDate()) ? time.format(to) : day.format(to) + " " + time.format(to);
        return day.format(from) + " " + time.format(from) + " – " + end;
    }

    /** Date and time, as the language has it. */
    public String written(Instant instant, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(zone)
                .format(instant);
    }
}
