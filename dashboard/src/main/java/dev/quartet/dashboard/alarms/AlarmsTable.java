package dev.quartet.dashboard.alarms;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.ui.Numbers;
import dev.quartet.dashboard.ui.Times;
import dev.quartet.exports.StackExports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One row for each alarm; its name leads to its page. */
final class AlarmsTable extends Section {
    private static final List<String> COLUMNS = List.of("name", "state", "since", "part", "watched");

    private final StackExports exports;
    private final QueryParameters kept;
    private final @Nullable AlarmOwner part;
    private final Paragraph summary = new Paragraph();
    private final Paragraph trouble = new Paragraph();
    private final NativeTableBody body = new NativeTableBody();
    private List<Alarm> shown = List.of();

    /**
     * @param part whose alarms are shown; null for all
     */
    AlarmsTable(StackExports exports, QueryParameters kept, @Nullable AlarmOwner part) {
        this.exports = exports;
        this.part = part;
        this.kept = kept;
        addClassNames("panel", "services", "alarms");
        summary.addClassName("caption");
        summary.setText(getTranslation("alarms.loading"));
        trouble.addClassName("trouble");
        trouble.setVisible(false);
        NativeTableRow head = new NativeTableRow();
        COLUMNS.forEach(column -> {
            NativeTableHeaderCell cell = new NativeTableHeaderCell(getTranslation("alarms.column." + column));
            cell.getElement().setAttribute("scope", "col");
            cell.addClassName("column-" + column);
            head.add(cell);
        });
        NativeTable table = new NativeTable(new NativeTableHeader(head), body);
        table.setId("alarms");
        Div scroll = new Div(table);
        scroll.addClassName("table-scroll");
        String title = part == null
                ? getTranslation("alarms.all")
                : getTranslation("alarms.part", getTranslation("health." + part.key()));
        add(new H2(title), summary, trouble, scroll);
    }

    void show(Answer<List<Alarm>> answer, Times times, Instant now) {
        trouble.setVisible(answer.failure() != null);
        if (answer.failure() != null) {
            trouble.setText(getTranslation("mails.trouble." + answer.failure().kind(), "CloudWatch") + " "
                    + answer.failure().detail());
        }
        List<Alarm> known = answer.value();
        if (known == null) {
            summary.setText("");
            return;
        }
        List<Alarm> alarms = known.stream()
                .filter(alarm -> part == null || AlarmOwner.of(alarm, exports) == part)
                .toList();
        summary.setText(
                alarms.isEmpty()
                        ? getTranslation("alarms.none")
                        : getTranslation(
                                "alarms.summary",
                                count(alarms, Alarm.State.ALARM),
                                count(alarms, Alarm.State.INSUFFICIENT_DATA),
                                count(alarms, Alarm.State.OK)));
        if (!alarms.equals(shown)) {
            shown = alarms;
            body.removeAll();
            alarms.forEach(alarm -> body.add(row(alarm, times, now)));
        }
    }

    private static long count(List<Alarm> alarms, Alarm.State state) {
        return alarms.stream().filter(alarm -> alarm.state() == state).count();
    }

    private NativeTableRow row(Alarm alarm, Times times, Instant now) {
        RouterLink link = new RouterLink(
                AlarmOwner.name(alarm, exports), AlarmView.class, new RouteParameters("name", alarm.name()));
        link.setQueryParameters(kept);
        Span about = new Span(alarm.description());
        about.addClassName("fact-note");
        NativeTableHeaderCell name = new NativeTableHeaderCell(link, about);
        name.getElement().setAttribute("scope", "row");
        Span badge = new Span(getTranslation("alarm.state." + alarm.state()));
        badge.addClassNames("badge", "alarm-" + alarm.state().name().toLowerCase(Locale.ROOT));
        Span at = new Span(times.written(alarm.since(), getLocale()));
        Span ago =
                new Span(getTranslation("alarms.ago", Numbers.age(Duration.between(alarm.since(), now), getLocale())));
        ago.addClassName("fact-note");
        return new NativeTableRow(
                name,
                cell("state", badge),
                cell("since", new Div(at, ago)),
                cell(
                        "part",
                        new Span(getTranslation(
                                "health." + AlarmOwner.of(alarm, exports).key()))),
                cell("watched", new Span(AlarmText.watched(alarm, getLocale()))));
    }

    private NativeTableCell cell(String column, Component content) {
        NativeTableCell cell = new NativeTableCell(content);
        cell.addClassName("column-" + column);
        cell.getElement().setAttribute("data-label", getTranslation("alarms.column." + column));
        return cell;
    }
}
