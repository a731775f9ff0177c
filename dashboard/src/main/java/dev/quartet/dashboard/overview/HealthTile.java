package dev.quartet.dashboard.overview;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.ui.Numbers;
import dev.quartet.exports.StackExports;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether each architecture is well, by its alarms and by what its consumers have yet to work on; each leads to its view. */
final class HealthTile extends Article {
    private record Cell(Span badge, Anchor note) {}

    private final StackExports exports;
    private final Map<AlarmOwner, Cell> cells = new EnumMap<>(AlarmOwner.class);
    private final Div trouble = new Div();

    HealthTile(StackExports exports, QueryParameters kept) {
        this.exports = exports;
        addClassNames("tile", "tile-health");
        H2 name = new H2(getTranslation("tile.health"));
        name.setId("tile-health");
        getElement().setAttribute("aria-labelledby", "tile-health");
        trouble.addClassName("trouble");
        trouble.setVisible(false);
        Div row = new Div();
        row.addClassName("cells");
        owners().forEach(owner -> row.add(cell(owner, kept)));
        add(name, trouble, row);
    }

    private List<AlarmOwner> owners() {
        List<AlarmOwner> owners = new ArrayList<>();
        if (exports.todo() != null) {
            owners.add(AlarmOwner.TODO);
        }
        if (exports.blog() != null) {
            owners.add(AlarmOwner.BLOG);
        }
        if (exports.services() != null) {
            owners.add(AlarmOwner.SERVICES);
        }
        if (exports.updates() != null) {
            owners.add(AlarmOwner.UPDATES);
        }
        owners.add(AlarmOwner.SHARED);
        return owners;
    }

    private Div cell(AlarmOwner owner, QueryParameters kept) {
        Anchor link = new Anchor(
                (owner == AlarmOwner.SHARED ? "alarms" : owner.key()) + "?" + kept.getQueryString(),
                getTranslation("health." + owner.key()));
        link.addClassName("cell-name");
        Span badge = new Span(Numbers.NONE);
        badge.addClassNames("badge", "state-quiet");
        Anchor note = new Anchor(
                "alarms?part=" + owner.key() + "&" + kept.getQueryString(), getTranslation("alarms.loading"));
        Span counts = new Span(note);
        counts.addClassName("cell-note");
        cells.put(owner, new Cell(badge, note));
        Div cell = new Div(link, badge, counts);
        cell.addClassNames("cell", "health");
        return cell;
    }

    /**
     * @param late ages in ms of the oldest work that waits, where it is late
     */
    void show(Answer<List<Alarm>> answer, Map<AlarmOwner, Double> late) {
        ReadFailure failure = answer.failure();
        trouble.setVisible(failure != null);
        trouble.setText(
                failure == null
                        ? ""
                        : getTranslation("mails.trouble." + failure.kind(), "CloudWatch") + " " + failure.detail());
        List<Alarm> alarms = answer.value();
        if (alarms == null) {
            return;
        }
        cells.forEach((owner, cell) -> show(
                cell,
                alarms.stream()
                        .filter(alarm -> AlarmOwner.of(alarm, exports) == owner)
                        .toList(),
                late.get(owner)));
    }

    private void show(Cell cell, List<Alarm> alarms, @Nullable Double behind) {
        List<Alarm> off = alarms.stream()
                .filter(alarm -> alarm.state() == Alarm.State.ALARM)
                .toList();
        boolean known = alarms.stream().anyMatch(alarm -> alarm.state() != Alarm.State.INSUFFICIENT_DATA);
        if (!off.isEmpty()) {
            say(cell, "bad", getTranslation("services.state.alarms", off.size()));
        } else if (behind != null) {
            say(cell, "warn", getTranslation("services.state.behind", Numbers.milliseconds(behind, getLocale())));
        } else {
            say(cell, known ? "ok" : "quiet", getTranslation(known ? "services.state.ok" : "figure.none"));
        }
        cell.note().setText(alarms.isEmpty() ? getTranslation("health.watched", 0) : counts(alarms));
    }

    private static void say(Cell cell, String level, String text) {
        cell.badge().setClassName("badge state-" + level);
        cell.badge().setText(text);
    }

    /** How many there are in each state that some are in. */
    private String counts(List<Alarm> alarms) {
        List<String> counts = new ArrayList<>();
        for (Alarm.State state : Alarm.State.values()) {
            long count = alarms.stream().filter(alarm -> alarm.state() == state).count();
            if (count > 0) {
                counts.add(getTranslation("health.count." + state, count));
            }
        }
        return String.join(" · ", counts);
    }
}
