package dev.quartet.dashboard.costs;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.quartet.dashboard.ui.Words;
import dev.quartet.exports.prices.Price;
import dev.quartet.exports.prices.PriceTable;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** What is not counted, and the prices of all that is: each with its unit, day and source. */
final class PricesPanel extends Section {
    private static final List<String> NOT_COUNTED = List.of(
            "storage",
            "requests",
            "logs",
            "transfer",
            "traces",
            "cognito",
            "names",
            "scheduler",
            "polls",
            "replicas",
            "dashboard",
            "scripts",
            "free");
    private static final List<String> COLUMNS = List.of("service", "unit", "usd", "asOf", "source");

    PricesPanel(PriceTable table, String region, LocalDate today) {
        addClassNames("panel", "spending", "services", "prices");
        UnorderedList missing = new UnorderedList();
        NOT_COUNTED.forEach(key -> missing.add(new ListItem(getTranslation("cost.not." + key))));
        List<Price> prices =
                table.keys().stream().map(key -> table.of(key, region)).toList();
        LocalDate oldest =
                prices.stream().map(Price::asOf).min(Comparator.naturalOrder()).orElse(today);
        long months = Math.max(0, ChronoUnit.MONTHS.between(oldest, today));
        Paragraph age = new Paragraph(getTranslation("cost.prices.age", oldest.toString(), months));
        age.addClassName("caption");
        long borrowed = prices.stream().filter(Price::borrowed).count();
        if (borrowed > 0) {
            age.add(" " + getTranslation("cost.prices.borrowed", borrowed, region));
        }
        NativeDetails details = new NativeDetails();
        details.addClassName("openable");
        Span summary = new Span(getTranslation("cost.prices.all", prices.size(), region));
        summary.addClassName("openable-name");
        details.setSummary(summary);
        details.setContent(table(prices));
        add(new H2(getTranslation("cost.not")), missing, new H2(getTranslation("cost.prices")), age, details);
    }

    private Div table(List<Price> prices) {
        NativeTableRow head = new NativeTableRow();
        COLUMNS.forEach(column -> {
            NativeTableHeaderCell cell = new NativeTableHeaderCell(getTranslation("cost.prices." + column));
            cell.getElement().setAttribute("scope", "col");
            head.add(cell);
        });
        NativeTableBody body = new NativeTableBody();
        prices.forEach(price -> body.add(row(price)));
        Div scroll = new Div(new NativeTable(new NativeTableHeader(head), body));
        scroll.addClassName("table-scroll");
        return scroll;
    }

    private NativeTableRow row(Price price) {
        Words words = this::getTranslation;
        Span key = new Span(price.key());
        key.addClassName("fact-note");
        NativeTableHeaderCell service = new NativeTableHeaderCell(new Span(price.service()), key);
        service.getElement().setAttribute("scope", "row");
        Anchor source = new Anchor(price.source().toString(), getTranslation("cost.source"));
        source.setTarget(AnchorTarget.BLANK);
        source.getElement().setAttribute("rel", "noopener noreferrer");
        source.setAriaLabel(getTranslation("cost.source") + " " + price.service());
        return new NativeTableRow(
                service,
                cell("unit", words.of("cost.unit." + price.unit(), Money.exact(price.per(), getLocale()))),
                cell("usd", Money.exact(price.usd(), getLocale())),
                cell("asOf", Prices.note(price, words)),
                new NativeTableCell(source));
    }

    private NativeTableCell cell(String column, String text) {
        NativeTableCell cell = new NativeTableCell(text);
        cell.getElement().setAttribute("data-label", getTranslation("cost.prices." + column));
        return cell;
    }
}
