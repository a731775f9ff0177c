package dev.quartet.dashboard.blog;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import dev.quartet.dashboard.architecture.ArchitectureView;
import dev.quartet.dashboard.architecture.ChartGrid;
import dev.quartet.dashboard.architecture.Queries;
import dev.quartet.dashboard.architecture.Readings;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.TopologyModel;
import dev.quartet.exports.BlogExports;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TodoExports;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Architecture 2: its parts with what flows between them, and its charts. */
@Route("blog")
@PermitAll
public final class BlogView extends ArchitectureView<BlogExports> {
    BlogView(LiveServices services) {
        super(services, "blog");
    }

    @Override
    protected @Nullable BlogExports part(StackExports exports) {
        return exports.blog();
    }

    @Override
    protected Queries queries(StackExports exports, BlogExports blog) {
        return BlogQueries.of(exports.region(), blog);
    }

    @Override
    protected Function<Readings, TopologyModel> drawing(StackExports exports, BlogExports blog) {
        TodoExports todo = exports.todo();
        boolean shared = todo != null
                && blog.daxClusterName() != null
                && blog.daxClusterName().equals(todo.daxClusterName());
        return new BlogTopology(blog, shared, this::getTranslation, getLocale())::model;
    }

    @Override
    protected ChartGrid charts(StackExports exports, BlogExports blog) {
        return BlogCharts.create(blog, this::getTranslation);
    }

    @Override
    protected List<Component> above(StackExports exports, BlogExports blog) {
        Anchor link = new Anchor(blog.siteUrl(), blog.siteUrl());
        link.setTarget(AnchorTarget.BLANK);
        link.getElement().setAttribute("rel", "noopener noreferrer");
        Paragraph line = new Paragraph(getTranslation("blog.site") + " ");
        line.add(link);
        line.addClassName("lead");
        return List.of(line);
    }
}
