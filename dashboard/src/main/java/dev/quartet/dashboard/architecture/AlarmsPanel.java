package dev.quartet.dashboard.architecture;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.exports.StackExports;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The alarms that watch a service or an architecture. */
public final class AlarmsPanel extends Section {
    private final StackExports exports;
    private final String none;
    private final Paragraph trouble = new Paragraph();
    private final UnorderedList list = new UnorderedList();

    /**
     * @param none the name of the text that says that there is none
     */
    public AlarmsPanel(StackExports exports, String none) {
        this.exports = exports;
        this.none = none;
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
        list.removeAll();
        alarms.forEach(alarm -> list.add(item(alarm)));
    }

    private ListItem item(Alarm alarm) {
        Span badge = new Span(getTranslation("alarm.state." + alarm.state()));
        badge.addClassNames("badge", "alarm-" + alarm.state().name().toLowerCase(Locale.ROOT));
        Span name = new Span(AlarmOwner.name(alarm, exports));
        Div line = new Div(badge, name);
        Span note = new Span(alarm.description());
        note.addClassName("fact-note");
        return new ListItem(line, note);
    }
}
