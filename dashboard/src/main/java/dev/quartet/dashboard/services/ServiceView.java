package dev.quartet.dashboard.services;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import dev.quartet.dashboard.alarm.AlarmService;
import dev.quartet.dashboard.architecture.AlarmsPanel;
import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.ui.EmptyState;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One service of the shop: how it does just now, its charts, its parts and its alarms. */
@Route("services/:name(catalog|orders|inventory|shipping|analytics|imports)")
@PermitAll
public final class ServiceView extends LiveView {
    private record Parts(
            StackExports exports, ServiceParts service, FiguresPanel figures, ChartGrid charts, AlarmsPanel alarms) {}

    private final Clock clock;
    private final ShopWatch watch;
    private final ShopState state = new ShopState(this::getTranslation, getLocale());
    private Service service = Service.CATALOG;
    private Set<RunningVersion> versions = Set.of();
    private @Nullable Parts parts;

    ServiceView(LiveServices services, AlarmService alarms, RunningVersions versions) {
        super(services, "nav.services");
        this.clock = services.clock();
        this.watch = new ShopWatch(alarms, versions);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        service = event.getRouteParameters().get("name").flatMap(Service::at).orElseThrow();
        super.beforeEnter(event);
    }

    @Override
    protected String title() {
        return getTranslation("services.node." + service.key());
    }

    @Override
    protected Component build(StackExports exports) {
        ServicesExports shop = exports.services();
        if (shop == null) {
            parts = null;
            return new EmptyState(getTranslation("services.absent"), getTranslation("services.absent.hint"));
        }
        ServiceParts own = ServiceParts.of(service, shop);
        Parts built = new Parts(
                exports,
                own,
                new FiguresPanel(own),
                ServiceCharts.create(own, this::getTranslation),
                new AlarmsPanel(exports, "service.alarms.none", viewState().parameters()));
        parts = built;
        Div sides = new Div(ServiceFacts.of(exports, shop, own), built.alarms());
        sides.addClassName("sides");
        return new Div(lead(), built.figures(), built.charts(), sides);
    }

    private Paragraph lead() {
        RouterLink all = new RouterLink(getTranslation("service.all"), ServicesView.class);
        all.setQueryParameters(viewState().parameters());
        Paragraph line = new Paragraph();
        line.add(all);
        line.add(" · " + getTranslation("services.shape." + service.key()));
        line.addClassName("lead");
        return line;
    }

    private Queries wanted(StackExports exports, ServiceParts own) {
        return ServiceQueries.of(exports.region(), List.of(own), versions);
    }

    @Override
    protected Set<MetricQuery> queries(StackExports exports) {
        Parts shown = parts;
        return shown == null ? Set.of() : wanted(exports, shown.service()).all();
    }

    @Override
    protected void show(Snapshot snapshot) {
        Parts shown = parts;
        if (shown == null) {
            return;
        }
        Readings data = new Readings(wanted(shown.exports(), shown.service()), snapshot, clock.instant());
        shown.charts().show(data);
        ServiceFigures figures = ServiceFigures.of(shown.service(), data);
        shown.figures().show(figures, state.of(shown.service(), figures));
        ask(() -> watch.look(shown.exports()), seen -> {
            state.alarms(seen.alarms());
            shown.figures().show(figures, state.of(shown.service(), figures));
            shown.alarms().show(state.alarms(shown.service()), seen.failure());
            if (!seen.versions().equals(versions)) {
                versions = seen.versions();
                requery();
            }
        });
    }
}
