package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import dev.quartet.dashboard.feed.Pace;
import dev.quartet.dashboard.feed.Snapshot;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How old the data is. It counts on in the browser, so a dead server shows. */
@Tag("quartet-age")
@JavaScript("context://elements/quartet-age.js")
public final class AgeMarker extends Component {
    /** Shows the age of what was read at {@code readAt}; beyond {@code stale} it is a warning. */
    public void show(@Nullable Instant readAt, Instant now, Duration stale) {
        send(readAt, now, stale, "age.none");
    }

    /** Shows the age of a snapshot; what cannot change any more grows no older. */
    void show(Snapshot snapshot, Instant now, Pace pace) {
        Instant readAt = snapshot.readAt();
        boolean done = snapshot.range().fixed()
                && readAt != null
                && !readAt.isBefore(snapshot.window().end().plus(pace.settling()));
        Duration stale = pace.interval(snapshot.range()).multipliedBy(3);
        send(done ? null : readAt, now, stale, done ? "age.done" : "age.none");
    }

    private void send(@Nullable Instant readAt, Instant now, Duration stale, String none) {
        getElement()
                .executeJs(
                        "this.show($0, $1, $2, $3, $4)",
                        readAt == null
                                ? null
                                : (double) Duration.between(readAt, now).toMillis(),
                        (double) stale.toMillis(),
                        getTranslation("age.text"),
                        getTranslation(none),
                        getLocale().toLanguageTag());
    }
}
