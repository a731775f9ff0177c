package dev.quartet.dashboard.updates;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.alarm.AlarmService;
import dev.quartet.dashboard.architecture.AlarmsPanel;
import dev.quartet.dashboard.architecture.ArchitectureView;
import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.figure.Headline;
import dev.quartet.dashboard.figure.HeadlineQueries;
import dev.quartet.dashboard.tile.Tile;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.UpdatesExports;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Architecture 4: what the edge keeps away from its origin, its parts with what flows between them, and its charts. */
@Route("updates")
@PermitAll
public final class UpdatesView extends ArchitectureView<UpdatesExports> {
    private record Parts(StackExports exports, Tile offload, OriginPanel origin, AlarmsPanel alarms) {}

    private final AlarmService alarms;
    private @Nullable Parts parts;

    UpdatesView(LiveServices services, AlarmService alarms) {
        super(services, "updates");
        this.alarms = alarms;
    }

    @Override
    protected @Nullable UpdatesExports part(StackExports exports) {
        return exports.updates();
    }

    @Override
    protected boolean comparesFigures() {
        return true;
    }

    @Override
    protected Queries queries(StackExports exports, UpdatesExports updates) {
        return UpdatesQueries.of(exports.region(), updates);
    }

    @Override
    protected Function<Readings, TopologyModel> drawing(StackExports exports, UpdatesExports updates) {
        return new UpdatesTopology(this::getTranslation, getLocale())::model;
    }

    @Override
    protected ChartGrid charts(StackExports exports, UpdatesExports updates) {
        return UpdatesCharts.create(new WithoutEdge(updates.requestsPerTarget()), this::getTranslation);
    }

    @Override
    protected List<Component> above(StackExports exports, UpdatesExports updates) {
        Tile offload = new Tile(
                "offload", new HeadlineQueries(exports), List.of(Headline.OFFLOAD_REQUESTS, Headline.OFFLOAD_BYTES));
        offload.addClassName("formulas");
        OriginPanel origin = new OriginPanel(new WithoutEdge(updates.requestsPerTarget()));
        parts = new Parts(
                exports,
                offload,
                origin,
                new AlarmsPanel(exports, "updates.alarms.none", viewState().parameters()));
        Div row = new Div(offload, origin);
        row.addClassName("offload-row");
        return List.of(row);
    }

    @Override
    protected List<Component> end(StackExports exports, UpdatesExports updates) {
        Parts built = parts;
        Div sides = new Div(UpdatesFacts.of(exports, updates));
        if (built != null) {
            sides.add(built.alarms());
        }
        sides.addClassName("sides");
        return List.of(sides);
    }

    @Override
    protected void show(Readings data) {
        Parts shown = parts;
        if (shown == null) {
            return;
        }
        shown.offload().show(data.snapshot());
        shown.origin().show(data);
        ask(() -> alarms.alarms(shown.exports()), answer -> {
            List<Alarm> all = answer.value() == null ? List.of() : answer.value();
            shown.alarms()
                    .show(
                            all.stream()
                                    .filter(alarm -> AlarmOwner.of(alarm, shown.exports()) == AlarmOwner.UPDATES)
                                    .toList(),
                            answer.failure());
        });
    }
}
