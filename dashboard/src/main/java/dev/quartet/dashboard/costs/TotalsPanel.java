package dev.quartet.dashboard.costs;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import dev.quartet.dashboard.cost.Bill;
import dev.quartet.dashboard.cost.Compared;
import dev.quartet.dashboard.cost.Compared.Pair;
import dev.quartet.dashboard.cost.CostLine;
import dev.quartet.dashboard.cost.Saving;
import dev.quartet.dashboard.cost.Term;
import dev.quartet.dashboard.cost.Term.Ground;
import dev.quartet.dashboard.cost.Term.Named;
import dev.quartet.dashboard.cost.Term.Priced;
import dev.quartet.dashboard.cost.Term.Stated;
import dev.quartet.dashboard.cost.Term.Titled;
import dev.quartet.dashboard.feed.Pace;
import dev.quartet.dashboard.feed.Usage;
import dev.quartet.exports.prices.Price;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The few sums: of the stack, of what its caches saved, and of the dashboard itself. */
final class TotalsPanel extends Section {
    private static final double MINUTES = 30 * 24 * 60;

    private final Openable spent = new Openable(getTranslation("cost.total"));
    private final Openable month = new Openable(getTranslation("cost.total.month"));
    private final Openable saved = new Openable(getTranslation("cost.total.saved"));
    private final Openable dashboard = new Openable(getTranslation("cost.total.dashboard"));
    private final Openable dashboardMonth = new Openable(getTranslation("cost.total.dashboard.month"));

    TotalsPanel() {
        addClassNames("panel", "spending");
        setId("totals");
        month.addClassName("total");
        saved.addClassName("total");
        Paragraph apart = new Paragraph(getTranslation("cost.total.apart"));
        apart.addClassName("caption");
        add(new H2(getTranslation("cost.totals")), spent, month, saved, apart, dashboard, dashboardMonth);
    }

    /**
     * Shows the sums.
     *
     * @param price of what the dashboard reads
     * @param base time between two reads here; a local stack is read more often than AWS would be
     */
    void show(Compared compared, Usage usage, Price price, Duration base) {
        spent.usd(compared.all(TotalsPanel::total));
        month.usd(compared.all(bill -> bill.inMonth(new Named("total", total(bill)))));
        saved.setVisible(!compared.bill().savings().isEmpty());
        if (saved.isVisible()) {
            saved.usd(compared.all(bill -> bill.inMonth(new Named("net", net(bill)))));
        }
        Priced each = new Priced(price);
        dashboard.usd(alone(new Stated("metricsRead", usage.total().metrics(), Ground.SELF).times(each)));
        dashboardMonth.usd(alone(new Stated("metricsPerMinute", usage.metricsPerMinute(), Ground.LATELY)
                .times(
                        new Stated(
                                "pace",
                                (double) base.toMillis() / Pace.AWS.base().toMillis(),
                                Ground.FIXED),
                        new Stated("monthMinutes", MINUTES, Ground.FIXED),
                        each)));
    }

    private static Pair alone(Term term) {
        return new Pair(term, null);
    }

    private static Term total(Bill bill) {
        Map<String, List<CostLine>> services = bill.lines().stream()
                .collect(Collectors.groupingBy(CostLine::service, LinkedHashMap::new, Collectors.toList()));
        return Term.sum(services.entrySet().stream()
                .map(entry -> new Titled(
                        entry.getKey(),
                        Term.sum(entry.getValue().stream().map(CostLine::usd).toList())))
                .toList());
    }

    private Term net(Bill bill) {
        return Term.sum(bill.savings().stream()
                .map(saving -> new Titled(title(saving), saving.net()))
                .toList());
    }

    private String title(Saving saving) {
        return getTranslation("cost.saving." + saving.id());
    }
}
