package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.metric.RefusedRangeException;
import dev.quartet.dashboard.metric.TimeRange;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The address under which a live view is looked at: which one, at what time, and in whose zone. */
final class ViewAddress {
    private Location location = new Location("");
    private ViewState state = ViewState.DEFAULT;
    private Times times = Times.SERVER;
    private @Nullable RefusedRangeException refused;

    /** Reads it; a range that is refused leaves the default one. */
    void read(Location entered, Times viewer, Instant now) {
        location = entered;
        times = viewer;
        try {
            refused = null;
            state = ViewState.of(entered.getQueryParameters(), now);
        } catch (RefusedRangeException e) {
            refused = e;
            state = ViewState.withoutRange(entered.getQueryParameters());
        }
    }

    String path() {
        return location.getPath();
    }

    ViewState state() {
        return state;
    }

    Times times() {
        return times;
    }

    /** Why its range is not shown; null where it is. */
    @Nullable
    RefusedRangeException refused() {
        return refused;
    }

    /** The state with what is between two instants, in milliseconds since 1970. */
    ViewState between(double from, double to, Instant now) {
        return state.with(TimeRange.around(Instant.ofEpochMilli((long) from), Instant.ofEpochMilli((long) to), now));
    }

    /** What it says beside the time. */
    Optional<String> parameter(String name) {
        return location.getQueryParameters().getSingleParameter(name);
    }

    /** Says something else beside the time from now on, and nothing of that name where it is null. */
    void remember(UI ui, String name, @Nullable String value) {
        QueryParameters others = location.getQueryParameters().excluding(name);
        location = new Location(location.getPath(), value == null ? others : others.merging(name, value));
        ui.getPage().getHistory().replaceState(null, location);
    }

    /** Leads to another state of the view, and keeps what else the address says. */
    void go(UI ui, ViewState next) {
        ui.navigate(location.getPath(), next.in(location.getQueryParameters()));
    }
}
