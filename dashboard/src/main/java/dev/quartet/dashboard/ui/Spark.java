package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JavaScript;
import dev.quartet.dashboard.metric.Series;
import dev.quartet.dashboard.metric.Window;
import org.jspecify.annotations.Nullable;

/** A sparkline: no axes, for the shape alone. */
@Tag("quartet-spark")
@JavaScript("context://elements/quartet-spark.js")
public final class Spark extends Component {
    private record Shown(
            Series series,
            Window window,
            @Nullable Double top,
            @Nullable Series before) {}

    private @Nullable Shown shown;

    /**
     * Shows the series.
     *
     * @param top the value at the upper edge, the series' own maximum where null
     * @param before of the window before, moved into the shown one; null where it is not shown
     */
    public void show(Series series, Window window, @Nullable Double top, @Nullable Series before) {
        Shown next = new Shown(series, window, top, before);
        if (!next.equals(shown)) {
            shown = next;
            send(next);
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        if (shown != null) {
            send(shown);
        }
    }

    private void send(Shown what) {
        if (isAttached()) {
            Window window = what.window();
            getElement()
                    .executeJs(
                            "this.show($0, $1, $2, $3, $4, $5, $6)",
                            Json.points(what.series(), 0),
                            (double) window.start().toEpochMilli(),
                            (double) window.end().toEpochMilli(),
                            (double) window.period().toMillis(),
                            (double) window.settledUntil().toEpochMilli(),
                            what.top(),
                            what.before() == null ? null : Json.points(what.before(), 0));
        }
    }
}
