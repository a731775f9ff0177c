package dev.quartet.dashboard.overview;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeDetails;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.quartet.dashboard.ui.Numbers;
import dev.quartet.dashboard.ui.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What changed: a few, which open to the rest; each leads to where more is told. */
final class ChangesTile extends Article {
    private static final int MOST = 4;

    private final UnorderedList list = new UnorderedList();
    private final UnorderedList rest = new UnorderedList();
    private final NativeDetails more = new NativeDetails("", rest);
    private final Paragraph none = new Paragraph(getTranslation("age.none"));
    private final List<Span> ages = new ArrayList<>();
    private List<Change> shown = List.of();

    ChangesTile() {
        addClassNames("tile", "tile-changes");
        H2 name = new H2(getTranslation("changes"));
        name.setId("tile-changes");
        getElement().setAttribute("aria-labelledby", "tile-changes");
        none.addClassName("absent-text");
        list.addClassName("changes");
        rest.addClassName("changes");
        more.addClassName("changes-more");
        more.setVisible(false);
        add(name, list, more, none);
    }

    void show(List<Change> changes, Times times, Instant now) {
        none.setVisible(changes.isEmpty());
        none.setText(getTranslation("changes.none"));
        more.setVisible(changes.size() > MOST);
        more.setSummaryText(getTranslation("changes.more", Math.max(0, changes.size() - MOST)));
        if (!changes.equals(shown)) {
            shown = List.copyOf(changes);
            list.removeAll();
            rest.removeAll();
            ages.clear();
            changes.stream().limit(MOST).forEach(change -> list.add(item(change)));
            changes.stream().skip(MOST).forEach(change -> rest.add(item(change)));
        }
        for (int i = 0; i < ages.size(); i++) {
            ages.get(i)
                    .setText(times.written(changes.get(i).at(), getLocale()) + " · "
                            + getTranslation(
                                    "alarms.ago",
                                    Numbers.age(Duration.between(changes.get(i).at(), now), getLocale())));
        }
    }

    private ListItem item(Change change) {
        Span badge = new Span();
        badge.addClassNames("badge", "state-" + change.level());
        Span at = new Span();
        at.addClassName("fact-note");
        ages.add(at);
        ListItem item = new ListItem(badge);
        String href = change.href();
        item.add(href == null ? new Span(change.text()) : new Anchor(href, change.text()));
        item.add(at);
        return item;
    }
}
