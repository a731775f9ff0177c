package dev.quartet.dashboard.todo;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Route;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.ui.EmptyState;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.dashboard.ui.Topology;
import dev.quartet.dashboard.ui.TopologyModel;
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
    private record Parts(
            TodoQueries queries,
            TodoTopology drawing,
            Topology topology,
            Paragraph caption,
            UnorderedList words,
            TodoCharts charts) {}

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
        TodoQueries queries = new TodoQueries(exports.region(), todo);
        Parts built = new Parts(
                queries,
                new TodoTopology(todo, this::getTranslation, getLocale()),
                new Topology(),
                new Paragraph(),
                new UnorderedList(),
                new TodoCharts(queries));
        parts = built;
        built.caption().addClassName("caption");
        built.words().addClassName("sr-only");
        Section flow =
                new Section(new H2(getTranslation("todo.topology")), built.caption(), built.topology(), built.words());
        flow.addClassNames("panel", "flow");
        return new Div(flow, built.charts());
    }

    @Override
    protected Set<MetricQuery> queries(StackExports exports) {
        TodoExports todo = exports.todo();
        return todo == null ? Set.of() : new TodoQueries(exports.region(), todo).all();
    }

    @Override
    protected void show(Snapshot snapshot) {
        Parts shown = parts;
        if (shown == null) {
            return;
        }
        TodoData data = new TodoData(shown.queries(), snapshot, clock.instant());
        TopologyModel model = shown.drawing().model(data);
        shown.topology().show(model);
        shown.caption()
                .setText(getTranslation(
                        "todo.topology.caption", data.live().length().toMinutes()));
        shown.words().removeAll();
        shown.drawing().sentences(model).forEach(sentence -> shown.words().add(new ListItem(sentence)));
        shown.charts().show(data, snapshot.window());
    }
}
