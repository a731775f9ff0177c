package dev.quartet.dashboard.services;

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

/** The alarms that watch a service. */
final class AlarmsPanel extends Section {
    private final StackExports exports;
    private final Paragraph trouble = new Paragraph();
    private final UnorderedList list = new UnorderedList();

    AlarmsPanel(StackExports exports) {
        this.exports = exports;
        addClassNames("panel", "service-alarms");
        trouble.addClassName("trouble");
        trouble.setVisible(false);
        list.addClassName("alarm-list");
        add(new H2(getTranslation("nav.alarms")), trouble, list);
    }

    void show(List<Alarm> alarms, @Nullable ReadFailure failure) {
        boolean none = alarms.isEmpty() && failure == null;
        trouble.setVisible(failure != null || none);
        trouble.setText(
                failure != null
                        ? getTranslation("mails.trouble." + failure.kind(), "CloudWatch") + " " + failure.detail()
                        : none ? getTranslation("service.alarms.none") : "");
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
