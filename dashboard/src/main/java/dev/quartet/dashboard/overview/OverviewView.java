package dev.quartet.dashboard.overview;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmService;
import dev.quartet.dashboard.alarm.AlarmTurn;
import dev.quartet.dashboard.alarm.AlarmTurns;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.figure.Headline;
import dev.quartet.dashboard.figure.HeadlineQueries;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.tile.Tile;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.dashboard.ui.Times;
import dev.quartet.exports.StackExports;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether all is well, what changed, and the five headline figures; with {@code ?wall=1} for a screen on a wall. */
@Route("")
@PermitAll
@StyleSheet("context://styles/overview.css")
public final class OverviewView extends LiveView {
    private record Parts(
            StackExports exports, HealthTile health, Backlogs backlogs, ChangesTile changes, Changes told) {}

    /** The alarms as they are, and how they turned. */
    private record Told(Answer<List<Alarm>> alarms, Answer<List<AlarmTurn>> turns) {
        Set<String> off() {
            return Optional.ofNullable(alarms.value()).orElse(List.of()).stream()
                    .filter(alarm -> alarm.state() == Alarm.State.ALARM)
                    .map(Alarm::name)
                    .collect(Collectors.toSet());
        }
    }

    private final LiveServices live;
    private final AlarmService alarms;
    private final AlarmTurns turns;
    private List<Tile> tiles = List.of();
    private boolean wall;
    private @Nullable Parts parts;

    OverviewView(LiveServices services, AlarmService alarms, AlarmTurns turns) {
        super(services, "nav.overview");
        this.live = services;
        this.alarms = alarms;
        this.turns = turns;
        Shortcuts.addShortcutListener(this, this::leaveWall, Key.ESCAPE);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        wall = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(Wall.PARAMETER)
                .orElse("")
                .equals("1");
        super.beforeEnter(event);
        if (isAttached()) {
            Wall.show(event.getUI(), wall);
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        Wall.show(event.getUI(), wall);
    }

    @Override
    protected void onDetach(DetachEvent event) {
        super.onDetach(event);
        if (wall) {
            Wall.show(event.getUI(), false);
        }
    }

    private void leaveWall() {
        if (wall) {
            getUI().ifPresent(ui -> ui.navigate(OverviewView.class, viewState().parameters()));
        }
    }

    @Override
    protected Component build(StackExports exports) {
        HeadlineQueries queries = new HeadlineQueries(exports);
        Tile caches = new Tile("cache", queries, List.of(Headline.CACHE_API, Headline.CACHE_DAX, Headline.CACHE_EDGE));
        caches.add(new Div(
                new Anchor("costs?" + viewState().parameters().getQueryString(), getTranslation("overview.savings"))));
        tiles = List.of(
                caches,
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
        Parts built = new Parts(
                exports,
                new HealthTile(exports, viewState().parameters()),
                new Backlogs(exports),
                new ChangesTile(),
                new Changes(exports, this::getTranslation));
        parts = built;
        grid.add(built.health(), built.changes());
        tiles.forEach(grid::add);
        RouterLink mode = new RouterLink(getTranslation(wall ? "wall.leave" : "wall.enter"), OverviewView.class);
        mode.setQueryParameters(
                wall ? viewState().parameters() : viewState().parameters().merging(Wall.PARAMETER, "1"));
        mode.addClassName("wall-link");
        return new Div(grid, mode);
    }

    @Override
    protected boolean comparesFigures() {
        return true;
    }

    @Override
    protected Set<MetricQuery> queries(StackExports exports) {
        Set<MetricQuery> all = new LinkedHashSet<>(new HeadlineQueries(exports).all());
        all.addAll(Changes.queries(exports));
        all.addAll(new Backlogs(exports).all());
        return all;
    }

    @Override
    protected void show(Snapshot snapshot) {
        tiles.forEach(tile -> tile.show(snapshot));
        Parts shown = parts;
        if (shown != null) {
            Times times = getUI().map(Times::of).orElse(Times.SERVER);
            ask(() -> new Told(alarms.alarms(shown.exports()), turns.of(shown.exports())), known -> {
                shown.health()
                        .show(
                                known.alarms(),
                                shown.backlogs().late(snapshot, live.clock().instant()));
                List<Change> changes = shown.told()
                        .of(
                                snapshot,
                                Optional.ofNullable(known.turns().value()).orElse(List.of()),
                                known.off(),
                                live.stacks().writtenAt(),
                                viewState().parameters().getQueryString());
                shown.changes().show(changes, times, live.clock().instant());
            });
        }
    }
}
