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
import dev.quartet.dashboard.cost.Compared;
import dev.quartet.dashboard.cost.CostLine;
import dev.quartet.dashboard.cost.CostQueries;
import dev.quartet.dashboard.cost.Span;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.dashboard.ui.Tabled;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.prices.PriceTable;
import jakarta.annotation.security.PermitAll;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the caches saved, and what everything costs. */
@Route("costs")
@StyleSheet("context://styles/costs.css")
@PermitAll
public final class CostsView extends LiveView implements Tabled {
    private record Parts(
            StackExports exports,
            Queries queries,
            Paragraph alone,
            TotalsPanel totals,
            SavingsPanel savings,
            SpendingPanel services,
            SpendingPanel architectures) {}

    private final PriceTable prices = PriceTable.load();
    private final LiveServices live;
    private final AlarmService alarms;
    private Map<String, Integer> alarmMetrics = Map.of();
    private @Nullable Parts parts;
    private @Nullable Compared compared;

    CostsView(LiveServices services, AlarmService alarms) {
        super(services, "nav.costs");
        this.live = services;
        this.alarms = alarms;
    }

    /** The command that asks for the metrics over the time that is counted; empty while nothing is. */
    String command(Map<MetricQuery, Set<String>> uses) {
        Parts shown = parts;
        Compared told = compared;
        if (shown == null || told == null) {
            return "";
        }
        Span counted = told.bill().span();
        return AwsCommand.of(
                        shown.exports().endpointUrl(),
                        new Window(counted.start(), counted.end(), counted.period(), counted.end()),
                        uses)
                .text();
    }

    @Override
    public @Nullable Sheet sheet() {
        Compared told = compared;
        return told == null ? null : new CostSheet(told, this::inService, this::getTranslation).sheet();
    }

    @Override
    protected Component build(StackExports exports) {
        SpendingPanel services = new SpendingPanel("services", CostLine::service, service -> service, this::inService);
        SpendingPanel architectures = new SpendingPanel(
                "architectures",
                CostLine::part,
                this::part,
                line -> line.service() + ": " + getTranslation("cost.line." + line.key()));
        Parts built = new Parts(
                exports,
                CostQueries.of(exports),
                new Paragraph(getTranslation("cost.before.none")),
                new TotalsPanel(),
                new SavingsPanel(exports),
                services,
                architectures);
        parts = built;
        compared = null;
        built.alone().addClassName("caption");
        built.alone().setVisible(false);
        Paragraph lead = new Paragraph(
                getTranslation(exports.endpointUrl() == null ? "cost.lead" : "cost.lead.local", exports.region()));
        lead.addClassName("lead");
        Div both = new Div(services, architectures);
        both.addClassName("savings-grid");
        Div spending = new Div(new H2(getTranslation("cost.spending")), both);
        spending.addClassName("savings");
        LocalDate today = LocalDate.ofInstant(live.clock().instant(), ZoneOffset.UTC);
        return new Div(
                lead,
                built.alone(),
                built.totals(),
                built.savings(),
                spending,
                new PricesPanel(prices, exports.region(), today));
    }

    private String inService(CostLine line) {
        return part(line.part()) + ": " + getTranslation("cost.line." + line.key());
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
        bill(shown, snapshot).ifPresent(bill -> {
            boolean compare = viewState().compare();
            Compared told = Compared.of(
                    bill,
                    compare ? bill(shown, snapshot.previous()) : Optional.empty(),
                    snapshot.window().length());
            compared = told;
            shown.alone().setVisible(compare && told.before() == null);
            shown.savings().show(told);
            shown.services().show(told);
            shown.architectures().show(told);
            shown.totals()
                    .show(
                            told,
                            live.feed().usage(),
                            prices.of("cloudwatch.read", shown.exports().region()),
                            live.feed().pace().base());
        });
    }

    private Optional<Bill> bill(Parts shown, Snapshot snapshot) {
        return Bill.of(shown.exports(), shown.queries(), snapshot, prices, alarmMetrics);
    }

    /** Whether everything was read or refused: a sum of half of it would be a wrong one. */
    private static boolean settled(Snapshot snapshot, Set<MetricQuery> wanted) {
        return wanted.stream()
                .allMatch(query -> snapshot.series().containsKey(query)
                        || snapshot.refused().containsKey(query));
    }
}
