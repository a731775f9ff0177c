package dev.quartet.dashboard.alarms;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.alarm.AlarmService;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.dashboard.ui.Times;
import dev.quartet.dashboard.ui.WordFilter;
import dev.quartet.exports.StackExports;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All alarms of the stack: what went off first, then what nothing is known of, then what is well. */
@Route("alarms")
@PermitAll
public final class AlarmsView extends LiveView {
    private record Parts(StackExports exports, AlarmsTable table) {}

    private final AlarmService alarms;
    private final Clock clock;
    private @Nullable Parts parts;
    private Times times = Times.SERVER;
    private @Nullable AlarmOwner part;

    AlarmsView(LiveServices services, AlarmService alarms) {
        super(services, "nav.alarms");
        this.alarms = alarms;
        this.clock = services.clock();
    }

    /** {@code ?part=blog} shows the blog's alarms alone, {@code ?filter=api+latency} those that have these words. */
    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        part = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("part")
                .flatMap(AlarmOwner::called)
                .orElse(null);
        super.beforeEnter(event);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        times = Times.of(event.getUI());
        super.onAttach(event);
    }

    @Override
    protected Component build(StackExports exports) {
        AlarmsTable table = new AlarmsTable(
                exports,
                viewState().parameters(),
                part,
                parameter(WordFilter.PARAMETER).orElse(""),
                text -> remember(WordFilter.PARAMETER, text));
        Parts built = new Parts(exports, table);
        parts = built;
        if (part == null) {
            return new Div(built.table());
        }
        RouterLink all = new RouterLink(getTranslation("alarms.all"), AlarmsView.class);
        all.setQueryParameters(viewState().parameters());
        Paragraph lead = new Paragraph(all);
        lead.addClassName("lead");
        return new Div(lead, built.table());
    }

    @Override
    protected Set<MetricQuery> queries(StackExports exports) {
        return Set.of();
    }

    @Override
    protected void show(Snapshot snapshot) {
        // No metrics are read here.
    }

    @Override
    protected boolean beats() {
        return parts != null;
    }

    @Override
    protected void beat() {
        Parts shown = parts;
        if (shown != null) {
            ask(() -> alarms.alarms(shown.exports()), answer -> {
                shown.table().show(answer, times, clock.instant());
                if (answer.failure() == null) {
                    tellAge(clock.instant());
                }
            });
        }
    }
}
