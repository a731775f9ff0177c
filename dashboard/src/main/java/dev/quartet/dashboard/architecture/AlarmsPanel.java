package dev.quartet.dashboard.architecture;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.exports.StackExports;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The alarms that watch a service or an architecture; each leads to its page. */
public final class AlarmsPanel extends Section {
    private final StackExports exports;
    private final String none;
    private final QueryParameters kept;
    private final Paragraph trouble = new Paragraph();
    private final UnorderedList list = new UnorderedList();
    private List<Alarm> shown = List.of();

    /**
     * @param none the name of the text that says that there is none
     * @param kept of the address
     */
    public AlarmsPanel(StackExports exports, String none, QueryParameters kept) {
        this.exports = exports;
        this.none = none;
        this.kept = kept;
        addClassNames("panel", "service-alarms");
        trouble.addClassName("trouble");
        trouble.setVisible(false);
        list.addClassName("alarm-list");
        add(new H2(getTranslation("nav.alarms")), trouble, list);
    }

    /**
     * @param failure why they are not newer
     */
    public void show(List<Alarm> alarms, @Nullable ReadFailure failure) {
        boolean absent = alarms.isEmpty() && failure == null;
        trouble.setVisible(failure != null || absent);
        trouble.setText(
                failure != null
                        ? getTranslation("mails.trouble." + failure.kind(), "CloudWatch") + " " + failure.detail()
                        : absent ? getTranslation(none) : "");
        // A link may have the focus.
        if (!alarms.equals(shown)) {
            shown = List.copyOf(alarms);
            list.removeAll();
            alarms.forEach(alarm -> list.add(item(alarm)));
        }
    }

    private ListItem item(Alarm alarm) {
        Span badge = new Span(getTranslation("alarm.state." + alarm.state()));
        badge.addClassNames("badge", "alarm-" + alarm.state().name().toLowerCase(Locale.ROOT));
        Anchor name =
                new Anchor("alarms/" + alarm.name() + "?" + kept.getQueryString(), AlarmOwner.name(alarm, exports));
        Div line = new Div(badge, name);
        Span note = new Span(alarm.description());
        note.addClassName("fact-note");
        return new ListItem(line, note);
    }
}
