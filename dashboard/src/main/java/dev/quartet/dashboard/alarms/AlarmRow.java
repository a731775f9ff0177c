package dev.quartet.dashboard.alarms;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.ui.Numbers;
import dev.quartet.dashboard.ui.Times;
import dev.quartet.exports.StackExports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** One alarm; its name leads to its page. */
final class AlarmRow extends NativeTableRow {
    private final Alarm alarm;
    private final String name;
    private final String state;
    private final String part;
    private final String watched;
    private final String searched;
    private final Span ago = new Span();

    AlarmRow(Alarm alarm, StackExports exports, QueryParameters kept, Times times) {
        this.alarm = alarm;
        name = AlarmOwner.name(alarm, exports);
        state = getTranslation("alarm.state." + alarm.state());
        part = getTranslation("health." + AlarmOwner.of(alarm, exports).key());
        watched = AlarmText.watched(alarm, getLocale());
        searched = String.join(" ", name, alarm.description(), state, part, watched)
                .toLowerCase(Locale.ROOT);
        RouterLink link = new RouterLink(name, AlarmView.class, new RouteParameters("name", alarm.name()));
        link.setQueryParameters(kept);
        Span about = new Span(alarm.description());
        about.addClassName("fact-note");
        NativeTableHeaderCell head = new NativeTableHeaderCell(link, about);
        head.getElement().setAttribute("scope", "row");
        Span badge = new Span(state);
        badge.addClassNames("badge", "alarm-" + alarm.state().name().toLowerCase(Locale.ROOT));
        ago.addClassName("fact-note");
        add(
                head,
                cell("state", badge),
                cell("since", new Div(new Span(times.written(alarm.since(), getLocale())), ago)),
                cell("part", new Span(part)),
                cell("watched", new Span(watched)));
    }

    Alarm alarm() {
        return alarm;
    }

    /** What is looked through by a filter, in small letters. */
    String searched() {
        return searched;
    }

    /** Says how long ago its state changed. */
    void age(Instant now) {
        ago.setText(getTranslation("alarms.ago", Numbers.age(Duration.between(alarm.since(), now), getLocale())));
    }

    /** In the order of the columns; with the moment itself and without how long ago that was. */
    List<String> fields() {
        return List.of(name, state, alarm.since().toString(), part, watched, alarm.description());
    }

    private NativeTableCell cell(String column, Component content) {
        NativeTableCell cell = new NativeTableCell(content);
        cell.addClassName("column-" + column);
        cell.getElement().setAttribute("data-label", getTranslation("alarms.column." + column));
        return cell;
    }
}
