package dev.quartet.dashboard.services;

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
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.ui.Numbers;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One row for each service; its name leads to its page. */
final class ServicesTable extends Section {
    private static final List<String> COLUMNS =
            List.of("traffic", "failed", "median", "tail", "concurrency", "throttles", "versions", "state");

    private static final Set<String> EXPLAINED = Set.of("failed", "versions");

    private final ShopState state;
    private final List<ServiceParts> services;
    private final Map<Service, Map<String, NativeTableCell>> cells = new EnumMap<>(Service.class);

    ServicesTable(List<ServiceParts> services, ShopState state, QueryParameters kept) {
        this.services = services;
        this.state = state;
        addClassNames("panel", "services");
        NativeTable table = new NativeTable();
        table.setId("services");
        NativeTableRow head = new NativeTableRow();
        head.add(heading("service"));
        COLUMNS.forEach(column -> head.add(heading(column)));
        table.add(new NativeTableHeader(head));
        NativeTableBody body = new NativeTableBody();
        services.forEach(parts -> body.add(row(parts, kept)));
        table.add(body);
        Div scroll = new Div(table);
        scroll.addClassName("table-scroll");
        Paragraph explained = new Paragraph(getTranslation("services.table.how"));
        explained.addClassName("caption");
        add(new H2(getTranslation("services.table")), scroll, explained);
    }

    private NativeTableHeaderCell heading(String column) {
        NativeTableHeaderCell cell = new NativeTableHeaderCell(getTranslation("services.column." + column));
        cell.getElement().setAttribute("scope", "col");
        cell.addClassName("column-" + column);
        if (EXPLAINED.contains(column)) {
            cell.setTitle(getTranslation("services.column." + column + ".how"));
        }
        return cell;
    }

    private NativeTableRow row(ServiceParts parts, QueryParameters kept) {
        String key = parts.service().key();
        RouterLink link = new RouterLink(
                getTranslation("services.node." + key), ServiceView.class, new RouteParameters("name", key));
        link.setQueryParameters(kept);
        Span shape = new Span(getTranslation("services.shape." + key));
        shape.addClassName("fact-note");
        NativeTableHeaderCell name = new NativeTableHeaderCell(link, shape);
        name.getElement().setAttribute("scope", "row");
        NativeTableRow row = new NativeTableRow();
        row.setId("service-" + key);
        row.add(name);
        Map<String, NativeTableCell> byColumn = new java.util.HashMap<>();
        for (String column : COLUMNS) {
            NativeTableCell cell = new NativeTableCell();
            cell.addClassName("column-" + column);
            // On a phone each cell says itself what it is.
            cell.getElement().setAttribute("data-label", getTranslation("services.column." + column));
            cell.setText(Numbers.NONE);
            byColumn.put(column, cell);
            row.add(cell);
        }
        cells.put(parts.service(), byColumn);
        return row;
    }

    void show(Readings data) {
        services.forEach(parts -> show(parts, ServiceFigures.of(parts, data)));
    }

    private void show(ServiceParts parts, ServiceFigures figures) {
        String unit = parts.consumes() ? "services.messages" : "services.requests";
        set(
                parts,
                "traffic",
                figures.perSecond() == null
                        ? Numbers.NONE
                        : getTranslation(unit, Numbers.count(figures.perSecond(), getLocale())));
        failed(parts, figures);
        set(parts, "median", Numbers.milliseconds(figures.median(), getLocale()));
        set(parts, "tail", Numbers.milliseconds(figures.tail(), getLocale()));
        set(parts, "concurrency", Numbers.count(figures.concurrency(), getLocale()));
        set(parts, "throttles", Numbers.count(figures.throttles(), getLocale()));
        NativeTableCell split = cell(parts, "versions");
        if (split != null) {
            split.removeAll();
            split.add(new VersionSplit(figures.versions()));
        }
        ServiceState shown = state.of(parts, figures);
        NativeTableCell text = cell(parts, "state");
        if (text != null) {
            Span badge = new Span(shown.text());
            badge.addClassNames("badge", "state-" + shown.level().style());
            text.removeAll();
            text.add(badge);
        }
    }

    private void failed(ServiceParts parts, ServiceFigures figures) {
        set(parts, "failed", Numbers.percent(figures.failed(), getLocale()));
        NativeTableCell cell = cell(parts, "failed");
        Double rejected = figures.rejected();
        if (cell != null && rejected != null && rejected > 0) {
            Span note = new Span(getTranslation("services.rejected", Numbers.percent(rejected, getLocale())));
            note.addClassName("fact-note");
            cell.add(note);
        }
    }

    private void set(ServiceParts parts, String column, String text) {
        NativeTableCell cell = cell(parts, column);
        if (cell != null) {
            cell.setText(text);
        }
    }

    private @Nullable NativeTableCell cell(ServiceParts parts, String column) {
        return cells.getOrDefault(parts.service(), Map.of()).get(column);
    }
}
