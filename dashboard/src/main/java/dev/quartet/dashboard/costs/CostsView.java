package dev.quartet.dashboard.costs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import dev.quartet.dashboard.alarm.AlarmService;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.command.AwsCommand;
import dev.quartet.dashboard.cost.Bill;
import dev.quartet.dashboard.cost.CostLine;
import dev.quartet.dashboard.cost.CostQueries;
import dev.quartet.dashboard.cost.Span;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.prices.PriceTable;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the caches saved, and what everything costs. */
@Route("costs")
@StyleSheet("context://styles/costs.css")
@PermitAll
public final class CostsView extends LiveView {
    private record Parts(
            StackExports exports,
            Queries queries,
            TotalsPanel totals,
            SavingsPanel savings,
            SpendingPanel services,
            SpendingPanel architectures) {}

    private final PriceTable prices = PriceTable.load();
    private final LiveServices live;
    private final AlarmService alarms;
    private Map<String, Integer> alarmMetrics = Map.of();
    private @Nullable Parts parts;
    private @Nullable Span span;

    CostsView(LiveServices services, AlarmService alarms) {
        super(services, "nav.costs");
        this.live = services;
        this.alarms = alarms;
    }

    /** The command that asks for the metrics over the time that is counted; empty while nothing is. */
    String command(Map<MetricQuery, Set<String>> uses) {
        Parts shown = parts;
        Span counted = span;
        return shown == null || counted == null
                ? ""
                : AwsCommand.of(
                                shown.exports().endpointUrl(),
                                new Window(counted.start(), counted.end(), counted.period(), counted.end()),
                                uses)
                        .text();
    }

    @Override
    protected Component build(StackExports exports) {
        SpendingPanel services = new SpendingPanel(
                "services",
                CostLine::service,
                service -> service,
                line -> part(line.part()) + ": " + getTranslation("cost.line." + line.key()));
        SpendingPanel architectures = new SpendingPanel(
                "architectures",
                CostLine::part,
                this::part,
                line -> line.service() + ": " + getTranslation("cost.line." + line.key()));
        Parts built = new Parts(
                exports,
                CostQueries.of(exports),
                new TotalsPanel(),
                new SavingsPanel(exports),
                services,
                architectures);
        parts = built;
        Paragraph lead = new Paragraph(
                getTranslation(exports.endpointUrl() == null ? "cost.lead" : "cost.lead.local", exports.region()));
        lead.addClassName("lead");
        Div both = new Div(services, architectures);
        both.addClassName("savings-grid");
        Div spending = new Div(new H2(getTranslation("cost.spending")), both);
        spending.addClassName("savings");
        LocalDate today = LocalDate.ofInstant(live.clock().instant(), ZoneOffset.UTC);
        return new Div(
                lead, built.totals(), built.savings(), spending, new PricesPanel(prices, exports.region(), today));
    }

    private String part(String part) {
        return part.equals(CostLine.SHARED) ? getTranslation("health.overview") : getTranslation("nav." + part);
    }

    @Override
    protected Set<MetricQuery> queries(StackExports exports) {
        Parts shown = parts;
        return shown == null ? Set.of() : shown.queries().all();
    }

    @Override
    protected void show(Snapshot snapshot) {
        Parts shown = parts;
        if (shown == null || !settled(snapshot, shown.queries().all())) {
            return;
        }
        show(shown, snapshot);
        ask(() -> alarms.alarms(shown.exports()), answer -> {
            Map<String, Integer> counted =
                    answer.value() == null ? Map.of() : AlarmMetrics.of(answer.value(), shown.exports());
            if (!counted.equals(alarmMetrics)) {
                alarmMetrics = counted;
                show(shown, snapshot);
            }
        });
    }

    private void show(Parts shown, Snapshot snapshot) {
        Bill.of(shown.exports(), shown.queries(), snapshot, prices, alarmMetrics)
                .ifPresent(bill -> {
                    span = bill.span();
                    shown.savings().show(bill);
                    shown.services().show(bill);
                    shown.architectures().show(bill);
                    shown.totals()
                            .show(
                                    bill,
                                    live.feed().usage(),
                                    prices.of("cloudwatch.read", shown.exports().region()),
                                    live.feed().pace().base());
                });
    }

    /** Whether everything was read or refused: a sum of half of it would be a wrong one. */
    private static boolean settled(Snapshot snapshot, Set<MetricQuery> wanted) {
        return wanted.stream()
                .allMatch(query -> snapshot.series().containsKey(query)
                        || snapshot.refused().containsKey(query));
    }
}
