package dev.quartet.dashboard.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.quartet.dashboard.alarm.AlarmService;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.figure.Headline;
import dev.quartet.dashboard.figure.HeadlineQueries;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.tile.Tile;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.exports.StackExports;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether all is well, and the five headline figures. */
@Route("")
@PermitAll
public final class OverviewView extends LiveView {
    private record Health(StackExports exports, HealthTile tile) {}

    private final AlarmService alarms;
    private List<Tile> tiles = List.of();
    private @Nullable Health health;

    OverviewView(LiveServices services, AlarmService alarms) {
        super(services, "nav.overview");
        this.alarms = alarms;
    }

    @Override
    protected Component build(StackExports exports) {
        HeadlineQueries queries = new HeadlineQueries(exports);
        tiles = List.of(
                new Tile("cache", queries, List.of(Headline.CACHE_API, Headline.CACHE_DAX, Headline.CACHE_EDGE)),
                new Tile("invocations", queries, List.of(Headline.LAMBDA_INVOCATIONS)),
                new Tile("rcu", queries, List.of(Headline.RCU_SUM, Headline.RCU_PER_SECOND)),
                new Tile(
                        "mails",
                        queries,
                        List.of(
                                Headline.MAIL_SEND,
                                Headline.MAIL_DELIVERY,
                                Headline.MAIL_BOUNCE,
                                Headline.MAIL_COMPLAINT)),
                new Tile("offload", queries, List.of(Headline.OFFLOAD_REQUESTS, Headline.OFFLOAD_BYTES)));
        Div grid = new Div();
        grid.addClassName("tiles");
        Health built = new Health(exports, new HealthTile(exports, viewState().parameters()));
        health = built;
        grid.add(built.tile());
        tiles.forEach(grid::add);
        return grid;
    }

    @Override
    protected Set<MetricQuery> queries(StackExports exports) {
        return new HeadlineQueries(exports).all();
    }

    @Override
    protected void show(Snapshot snapshot) {
        tiles.forEach(tile -> tile.show(snapshot));
        Health shown = health;
        if (shown != null) {
            ask(() -> alarms.alarms(shown.exports()), shown.tile()::show);
        }
    }
}
