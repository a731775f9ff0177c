package dev.quartet.dashboard.alarms;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.csv.Csv;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.ui.Tabled;
import dev.quartet.dashboard.ui.Times;
import dev.quartet.dashboard.ui.WordFilter;
import dev.quartet.exports.StackExports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row for each alarm. */
final class AlarmsTable extends Section implements Tabled {
    private static final List<String> COLUMNS = List.of("name", "state", "since", "part", "watched");

    private final StackExports exports;
    private final QueryParameters kept;
    private final @Nullable AlarmOwner part;
    private final Paragraph summary = new Paragraph();
    private final Paragraph trouble = new Paragraph();
    private final WordFilter filter;
    private final Div scroll = new Div();
    private final NativeTableBody body = new NativeTableBody();
    private final List<AlarmRow> rows = new ArrayList<>();
    private @Nullable Instant readAt;

    /**
     * @param part whose alarms are shown; null for all
     * @param text whose words narrow them further, until another one is typed
     * @param typed called with each text that a viewer types; null for none
     */
    AlarmsTable(
            StackExports exports,
            QueryParameters kept,
            @Nullable AlarmOwner part,
            String text,
            SerializableConsumer<@Nullable String> typed) {
        this.exports = exports;
        this.part = part;
        this.kept = kept;
        addClassNames("panel", "services", "alarms");
        summary.addClassName("caption");
        summary.setText(getTranslation("alarms.loading"));
        trouble.addClassName("trouble");
        trouble.setVisible(false);
        filter = new WordFilter("alarms-filter", getTranslation("alarms.filter"), this::filter, typed);
        filter.show(text);
        Div tools = new Div(filter);
        tools.addClassName("filter-line");
        NativeTableRow head = new NativeTableRow();
        COLUMNS.forEach(column -> {
            NativeTableHeaderCell cell = new NativeTableHeaderCell(column(column));
            cell.getElement().setAttribute("scope", "col");
            cell.addClassName("column-" + column);
            head.add(cell);
        });
        NativeTable table = new NativeTable(new NativeTableHeader(head), body);
        table.setId("alarms");
        scroll.add(table);
        scroll.addClassName("table-scroll");
        String title = part == null
                ? getTranslation("alarms.all")
                : getTranslation("alarms.part", getTranslation("health." + part.key()));
        add(new H2(title), summary, trouble, tools, scroll);
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
        readAt = now;
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
        if (!alarms.equals(rows.stream().map(AlarmRow::alarm).toList())) {
            rows.clear();
            alarms.forEach(alarm -> rows.add(new AlarmRow(alarm, exports, kept, times)));
            body.removeAll();
            rows.forEach(body::add);
            filter();
        }
        rows.forEach(row -> row.age(now));
    }

    @Override
    public @Nullable Sheet sheet() {
        Instant at = readAt;
        if (at == null) {
            return null;
        }
        List<String> header = new ArrayList<>(COLUMNS.stream().map(this::column).toList());
        header.add(column("description"));
        Csv csv = new Csv().texts(header);
        rows.stream().filter(AlarmRow::isVisible).forEach(row -> csv.texts(row.fields()));
        return new Sheet(csv, List.of(at));
    }

    private void filter() {
        List<String> words = filter.words();
        rows.forEach(row -> row.setVisible(WordFilter.match(words, row.searched())));
        long shown = rows.stream().filter(AlarmRow::isVisible).count();
        scroll.setVisible(shown > 0 || words.isEmpty());
        filter.tell(words.isEmpty() ? "" : getTranslation("alarms.count", shown, rows.size()));
    }

    private String column(String column) {
        return getTranslation("alarms.column." + column);
    }

    private static long count(List<Alarm> alarms, Alarm.State state) {
        return alarms.stream().filter(alarm -> alarm.state() == state).count();
    }
}
