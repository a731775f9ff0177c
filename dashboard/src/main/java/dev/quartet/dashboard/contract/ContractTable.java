package dev.quartet.dashboard.contract;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Section;
import dev.quartet.dashboard.ui.CopyButton;
import dev.quartet.dashboard.ui.WordFilter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** The keys of one part of the contract, one row each: as markup, since a component for each of their thousands of elements is slow to send. */
final class ContractTable extends Section {
    private static final List<String> COLUMNS = List.of("key", "value", "meaning", "kind");

    /** @param searched in small letters */
    private record Row(String markup, String searched) {}

    private final List<Row> rows;
    private final NativeTableBody body = new NativeTableBody();

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
        rows = entries.stream().map(this::row).toList();
        NativeTable table = new NativeTable(new NativeTableHeader(head), body);
        table.getElement().setAttribute("aria-label", title);
        Div line = new Div(new H2(title), new CopyButton(json, getTranslation("contract.copy.part"), true));
        line.addClassName("panel-line");
        add(line, table);
    }

    /** Shows the rows that have all these words (in small letters) in key, value or meaning, and itself where there are any; returns how many. */
    int filter(List<String> words) {
        List<Row> shown = rows.stream()
                .filter(row -> WordFilter.match(words, row.searched()))
                .toList();
        body.getElement()
                .setProperty("innerHTML", shown.stream().map(Row::markup).collect(Collectors.joining()));
        setVisible(!shown.isEmpty());
        return shown.size();
    }

    int size() {
        return rows.size();
    }

    private Row row(Entry entry) {
        String meaning = String.join(
                " · ", entry.meaning().stream().map(key -> getTranslation(key)).toList());
        Document sheet = new Document("");
        sheet.outputSettings().prettyPrint(false);
        Element row = sheet.appendElement("tr");
        row.appendElement("th").attr("scope", "row").appendElement("code").text(entry.key());
        value(entry, cell(row, "value"));
        cell(row, "meaning").text(meaning);
        cell(row, "kind").text(getTranslation(entry.kind().textKey()));
        return new Row(row.outerHtml(), (entry.key() + " " + entry.value() + " " + meaning).toLowerCase(Locale.ROOT));
    }

    private void value(Entry entry, Element cell) {
        if (entry.state() == Entry.State.PRESENT) {
            Element value = cell.appendElement("div").addClass("copied");
            value.appendElement("code").text(entry.value());
            value.appendChild(CopyButton.markup(entry.value(), getTranslation("contract.copy.value", entry.key())));
            return;
        }
        Element missing = cell.appendElement("div").addClass("missing");
        missing.appendElement("code")
                .text(entry.state() == Entry.State.NULL ? "null" : getTranslation("contract.absent"));
        missing.appendElement("span").addClass("fact-note").text(getTranslation("contract.state." + entry.state()));
    }

    private static Element cell(Element row, String column) {
        return row.appendElement("td").addClass("column-" + column);
    }
}
