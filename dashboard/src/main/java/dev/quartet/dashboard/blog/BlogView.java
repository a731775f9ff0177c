package dev.quartet.dashboard.blog;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
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
import dev.quartet.exports.BlogExports;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TodoExports;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Architecture 2: its parts with what flows between them, and its charts. */
@Route("blog")
@PermitAll
public final class BlogView extends LiveView {
    private record Parts(Queries queries, BlogTopology drawing, TopologyPanel topology, ChartGrid charts) {}

    private final Clock clock;
    private @Nullable Parts parts;

    BlogView(LiveServices services) {
        super(services, "nav.blog");
        this.clock = services.clock();
    }

    @Override
    protected Component build(StackExports exports) {
        BlogExports blog = exports.blog();
        if (blog == null) {
            parts = null;
            return new EmptyState(getTranslation("blog.absent"), getTranslation("blog.absent.hint"));
        }
        TodoExports todo = exports.todo();
        boolean shared = todo != null
                && blog.daxClusterName() != null
                && blog.daxClusterName().equals(todo.daxClusterName());
        Parts built = new Parts(
                BlogQueries.of(exports.region(), blog),
                new BlogTopology(blog, shared, this::getTranslation, getLocale()),
                new TopologyPanel(),
                BlogCharts.create(blog, this::getTranslation));
        parts = built;
        return new Div(site(blog), built.topology(), built.charts());
    }

    @Override
    protected Set<MetricQuery> queries(StackExports exports) {
        BlogExports blog = exports.blog();
        return blog == null ? Set.of() : BlogQueries.of(exports.region(), blog).all();
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

    private Paragraph site(BlogExports blog) {
        Anchor link = new Anchor(blog.siteUrl(), blog.siteUrl());
        link.setTarget(AnchorTarget.BLANK);
        link.getElement().setAttribute("rel", "noopener noreferrer");
        Paragraph line = new Paragraph(getTranslation("blog.site") + " ");
        line.add(link);
        line.addClassName("lead");
        return line;
    }
}
