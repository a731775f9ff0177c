package dev.quartet.dashboard.architecture;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.ui.EmptyState;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.exports.StackExports;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One architecture: its parts with what flows between them, and its charts; where the stack lacks it, how to get it.
 *
 * @param <E> the architecture's exports
 */
public abstract class ArchitectureView<E> extends LiveView {
    private record Parts<E>(
            E part,
            Queries queries,
            Function<Readings, TopologyModel> drawing,
            TopologyPanel topology,
            ChartGrid charts) {}

    private final Clock clock;
    private final String key;
    private @Nullable Parts<E> parts;

    /**
     * @param key the first part of the names of the view's texts
     */
    protected ArchitectureView(LiveServices services, String key) {
        super(services, "nav." + key);
        this.clock = services.clock();
        this.key = key;
    }

    /** The architecture's exports, null where the stack lacks it. */
    protected abstract @Nullable E part(StackExports exports);

    /** What the view reads. */
    protected abstract Queries queries(StackExports exports, E part);

    /** How the topology is drawn. */
    protected abstract Function<Readings, TopologyModel> drawing(StackExports exports, E part);

    protected abstract ChartGrid charts(StackExports exports, E part);

    /** What stands above the topology. */
    protected List<Component> above(StackExports exports, E part) {
        return List.of();
    }

    /** What stands between topology and charts. */
    protected List<Component> below(StackExports exports, E part) {
        return List.of();
    }

    /** What stands below the charts. */
    protected List<Component> end(StackExports exports, E part) {
        return List.of();
    }

    /** The name of the text that explains the topology's figures. */
    protected String explained() {
        return "topology.caption";
    }

    /** Shows what was read on the components that the view adds of its own. */
    protected void show(Readings data) {}

    @Override
    protected final Component build(StackExports exports) {
        E part = part(exports);
        if (part == null) {
            parts = null;
            return new EmptyState(getTranslation(key + ".absent"), getTranslation(key + ".absent.hint"));
        }
        Parts<E> built = new Parts<>(
                part,
                queries(exports, part),
                drawing(exports, part),
                new TopologyPanel(explained()),
                charts(exports, part));
        parts = built;
        Div content = new Div();
        content.add(above(exports, part));
        content.add(built.topology());
        content.add(below(exports, part));
        content.add(built.charts());
        content.add(end(exports, part));
        return content;
    }

    @Override
    protected final Set<MetricQuery> queries(StackExports exports) {
        Parts<E> shown = parts;
        if (shown == null) {
            return Set.of();
        }
        Queries wanted = queries(exports, shown.part());
        parts = new Parts<>(shown.part(), wanted, shown.drawing(), shown.topology(), shown.charts());
        return wanted.all();
    }

    @Override
    protected final void show(Snapshot snapshot) {
        Parts<E> shown = parts;
        if (shown == null) {
            return;
        }
        Readings data = new Readings(shown.queries(), snapshot, clock.instant());
        shown.topology()
                .show(shown.drawing().apply(data), data.live(), snapshot.range().fixed());
        shown.charts().show(data);
        show(data);
    }
}
