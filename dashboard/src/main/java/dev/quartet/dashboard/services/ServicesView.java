package dev.quartet.dashboard.services;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.router.Route;
import dev.quartet.dashboard.alarm.AlarmService;
import dev.quartet.dashboard.architecture.ArchitectureView;
import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Architecture 3: who calls and tells whom, one row for each service, and charts of all of them. */
@Route("services")
@PermitAll
public final class ServicesView extends ArchitectureView<ServicesExports> {
    private final ShopWatch watch;
    private final ShopState state = new ShopState(this::getTranslation, getLocale());
    private Set<RunningVersion> versions = Set.of();
    private @Nullable ServicesTable table;
    private @Nullable StackExports stack;

    ServicesView(LiveServices services, AlarmService alarms, RunningVersions versions) {
        super(services, "services");
        this.watch = new ShopWatch(alarms, versions);
    }

    @Override
    protected @Nullable ServicesExports part(StackExports exports) {
        stack = exports;
        return exports.services();
    }

    @Override
    protected Queries queries(StackExports exports, ServicesExports shop) {
        return ServiceQueries.of(exports.region(), ServiceParts.all(shop), versions);
    }

    @Override
    protected Function<Readings, TopologyModel> drawing(StackExports exports, ServicesExports shop) {
        return new ServicesTopology(shop, state, this::getTranslation, getLocale())::model;
    }

    @Override
    protected ChartGrid charts(StackExports exports, ServicesExports shop) {
        return ServicesCharts.create(shop, this::getTranslation);
    }

    @Override
    protected String explained() {
        return "services.topology.caption";
    }

    @Override
    protected List<Component> below(StackExports exports, ServicesExports shop) {
        ServicesTable built =
                new ServicesTable(ServiceParts.all(shop), state, viewState().parameters());
        table = built;
        return List.of(built);
    }

    @Override
    protected void show(Readings data) {
        ServicesTable shown = table;
        StackExports exports = stack;
        if (shown == null || exports == null) {
            return;
        }
        shown.show(data);
        ask(() -> watch.look(exports), seen -> {
            state.alarms(seen.alarms());
            shown.show(data);
            if (!seen.versions().equals(versions)) {
                versions = seen.versions();
                requery();
            }
        });
    }
}
