package dev.quartet.dashboard.todo;

import com.vaadin.flow.router.Route;
import dev.quartet.dashboard.architecture.ArchitectureView;
import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TodoExports;
import jakarta.annotation.security.PermitAll;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Architecture 1: its parts with what flows between them, and its charts. */
@Route("todo")
@PermitAll
public final class TodoView extends ArchitectureView<TodoExports> {
    TodoView(LiveServices services) {
        super(services, "todo");
    }

    @Override
    protected @Nullable TodoExports part(StackExports exports) {
        return exports.todo();
    }

    @Override
    protected Queries queries(StackExports exports, TodoExports todo) {
        return TodoQueries.of(exports.region(), todo);
    }

    @Override
    protected Function<Readings, TopologyModel> drawing(StackExports exports, TodoExports todo) {
        return new TodoTopology(todo, this::getTranslation, getLocale())::model;
    }

    @Override
    protected ChartGrid charts(StackExports exports, TodoExports todo) {
        return TodoCharts.create(todo.daxClusterName() != null, this::getTranslation);
    }
}
