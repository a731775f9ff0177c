package dev.quartet.dashboard.contract;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.ui.CopyButton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The keys of one part of the contract, one row each. */
final class ContractTable extends Section {
    private static final List<String> COLUMNS = List.of("key", "value", "meaning", "kind");

    private record Row(NativeTableRow row, String searched) {}

    private final List<Row> rows = new ArrayList<>();

    /** @param json the whole part, to be copied */
    ContractTable(String title, List<Entry> entries, String json) {
        addClassNames("panel", "services", "contract");
        NativeTableRow head = new NativeTableRow();
        COLUMNS.forEach(column -> {
            NativeTableHeaderCell cell = new NativeTableHeaderCell(getTranslation("contract.column." + column));
            cell.getElement().setAttribute("scope", "col");
            cell.addClassName("column-" + column);
            head.add(cell);
        });
        NativeTableBody body = new NativeTableBody();
        entries.forEach(entry -> body.add(row(entry)));
        NativeTable table = new NativeTable(new NativeTableHeader(head), body);
        table.getElement().setAttribute("aria-label", title);
        Div line = new Div(new H2(title), new CopyButton(json, getTranslation("contract.copy.part"), true));
        line.addClassName("panel-line");
        add(line, table);
    }

    /** Shows the rows that have all these words (in small letters) in key, value or meaning, and itself where there are any; returns how many. */
    int filter(List<String> words) {
        int shown = 0;
        for (Row row : rows) {
            boolean matches = words.stream().allMatch(row.searched()::contains);
            row.row().setVisible(matches);
            shown += matches ? 1 : 0;
        }
        setVisible(shown > 0);
        return shown;
    }

    int size() {
        return rows.size();
    }

    private NativeTableRow row(Entry entry) {
        String meaning = String.join(
                " · ", entry.meaning().stream().map(key -> getTranslation(key)).toList());
        NativeTableHeaderCell key = new NativeTableHeaderCell(new Code(entry.key()));
        key.getElement().setAttribute("scope", "row");
        NativeTableRow row = new NativeTableRow(
                key,
                cell("value", value(entry)),
                cell("meaning", new Text(meaning)),
                cell("kind", new Text(getTranslation(entry.kind().textKey()))));
        rows.add(new Row(row, (entry.key() + " " + entry.value() + " " + meaning).toLowerCase(Locale.ROOT)));
        return row;
    }

    private Component value(Entry entry) {
        if (entry.state() != Entry.State.PRESENT) {
            Code state = new Code(entry.state() == Entry.State.NULL ? "null" : getTranslation("contract.absent"));
            Span why = new Span(getTranslation("contract.state." + entry.state()));
            why.addClassName("fact-note");
            Div missing = new Div(state, why);
            missing.addClassName("missing");
            return missing;
        }
        Div value = new Div(
                new Code(entry.value()),
                new CopyButton(entry.value(), getTranslation("contract.copy.value", entry.key()), false));
        value.addClassName("copied");
        return value;
    }

    private static NativeTableCell cell(String column, Component content) {
        NativeTableCell cell = new NativeTableCell(content);
        cell.addClassName("column-" + column);
        return cell;
    }
}
