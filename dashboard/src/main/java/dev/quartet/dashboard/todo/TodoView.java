package dev.quartet.dashboard.todo;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.architecture.TopologyPanel;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.ui.EmptyState;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TodoExports;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Architecture 1: its parts with what flows between them, and its charts. */
@Route("todo")
@PermitAll
public final class TodoView extends LiveView {
    private record Parts(Queries queries, TodoTopology drawing, TopologyPanel topology, ChartGrid charts) {}

    private final Clock clock;
    private @Nullable Parts parts;

    TodoView(LiveServices services) {
        super(services, "nav.todo");
        this.clock = services.clock();
    }

    @Override
    protected Component build(StackExports exports) {
        TodoExports todo = exports.todo();
        if (todo == null) {
            parts = null;
            return new EmptyState(getTranslation("todo.absent"), getTranslation("todo.absent.hint"));
        }
        Parts built = new Parts(
                TodoQueries.of(exports.region(), todo),
                new TodoTopology(todo, this::getTranslation, getLocale()),
                new TopologyPanel(),
                TodoCharts.create(todo.daxClusterName() != null, this::getTranslation));
        parts = built;
        return new Div(built.topology(), built.charts());
    }

    @Override
    protected Set<MetricQuery> queries(StackExports exports) {
        TodoExports todo = exports.todo();
        return todo == null ? Set.of() : TodoQueries.of(exports.region(), todo).all();
    }

    @Override
    protected void show(Snapshot snapshot) {
        Parts shown = parts;
        if (shown == null) {
            return;
        }
        Readings data = new Readings(shown.queries(), snapshot, clock.instant());
        shown.topology().show(shown.drawing().model(data), data.live());
        shown.charts().show(data);
    }
}
