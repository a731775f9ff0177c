package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.UI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
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

    /** Date and time, as the language has it. */
    public String written(Instant instant, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .withZone(zone)
                .format(instant);
    }
}
