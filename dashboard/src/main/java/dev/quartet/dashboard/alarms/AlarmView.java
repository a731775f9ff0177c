package dev.quartet.dashboard.alarms;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.dashboard.alarm.AlarmDetails;
import dev.quartet.dashboard.alarm.AlarmOwner;
import dev.quartet.dashboard.alarm.AlarmReader;
import dev.quartet.dashboard.alarm.AlarmService;
import dev.quartet.dashboard.alarm.Scale;
import dev.quartet.dashboard.cloudwatch.ReadFailure;
import dev.quartet.dashboard.command.AwsCommand;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.dashboard.stack.ExportsUnavailableException;
import dev.quartet.dashboard.stack.StackRepository;
import dev.quartet.dashboard.ui.Chart;
import dev.quartet.dashboard.ui.ChartModel;
import dev.quartet.dashboard.ui.ConsoleLinks;
import dev.quartet.dashboard.ui.Facts;
import dev.quartet.dashboard.ui.LiveServices;
import dev.quartet.dashboard.ui.LiveView;
import dev.quartet.dashboard.ui.Times;
import dev.quartet.exports.StackExports;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One alarm: its state and why, what it watches with its threshold, and how its state changed. */
@Route("alarms/:name")
@PermitAll
public final class AlarmView extends LiveView {
    private record Parts(
            StackExports exports,
            Paragraph trouble,
            Div whole,
            Div head,
            Div next,
            Chart chart,
            UnorderedList changes) {}

    private record Seen(
            @Nullable Alarm alarm,
            @Nullable AlarmDetails details,
            @Nullable ReadFailure failure) {}

    private final AlarmService alarms;
    private final AlarmReader reader;
    private final Clock clock;
    private final StackRepository stacks;
    private String name = "";
    private Times times = Times.SERVER;
    private @Nullable Parts parts;
    private @Nullable Alarm told;

    AlarmView(LiveServices services, AlarmService alarms, AlarmReader reader) {
        super(services, "nav.alarms");
        this.alarms = alarms;
        this.reader = reader;
        this.clock = services.clock();
        this.stacks = services.stacks();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        name = event.getRouteParameters().get("name").orElse("");
        String whole = whole(name);
        if (whole.equals(name)) {
            super.beforeEnter(event);
        } else {
            event.forwardTo(
                    AlarmView.class,
                    new RouteParameters("name", whole),
                    event.getLocation().getQueryParameters());
        }
    }

    /** The alarms that there are begin with the stack's name, which lists leave away. */
    private String whole(String called) {
        try {
            String prefix = AlarmOwner.prefix(stacks.current());
            return called.startsWith(prefix) ? called : prefix + called;
        } catch (ExportsUnavailableException e) {
            return called;
        }
    }

    @Override
    protected String title() {
        return name;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        times = Times.of(event.getUI());
        super.onAttach(event);
    }

    @Override
    protected Component build(StackExports exports) {
        RouterLink all = new RouterLink(getTranslation("alarms.all"), AlarmsView.class);
        all.setQueryParameters(viewState().parameters());
        Paragraph lead = new Paragraph(all);
        lead.addClassName("lead");
        Paragraph trouble = new Paragraph();
        trouble.addClassName("trouble");
        trouble.setVisible(false);
        Div head = new Div();
        head.addClassNames("panel", "alarm-head");
        UnorderedList changes = new UnorderedList();
        changes.addClassName("alarm-list");
        Section history = new Section(new H2(getTranslation("alarms.history")), changes);
        history.addClassNames("panel", "alarm-history");
        Chart chart = new Chart();
        chart.setId("chart-watched");
        Div next = new Div();
        Div whole = new Div(head, next, chart, history);
        Parts built = new Parts(exports, trouble, whole, head, next, chart, changes);
        parts = built;
        told = null;
        return new Div(lead, trouble, whole);
    }

    @Override
    protected Set<MetricQuery> queries(StackExports exports) {
        return Set.of();
    }

    @Override
    protected void show(Snapshot snapshot) {
        // What an alarm watches is read by the alarm's own query.
    }

    @Override
    protected boolean beats() {
        return parts != null;
    }

    @Override
    protected void beat() {
        Parts shown = parts;
        if (shown != null) {
            Window window = window();
            ask(() -> look(shown.exports(), window), seen -> show(shown, seen));
        }
    }

    private Seen look(StackExports exports, Window window) {
        Answer<List<Alarm>> all = alarms.alarms(exports);
        Optional<Alarm> found = all.value() == null
                ? Optional.empty()
                : all.value().stream()
                        .filter(alarm -> alarm.name().equals(name))
                        .findFirst();
        if (found.isEmpty()) {
            return new Seen(null, null, all.failure());
        }
        Answer<AlarmDetails> details = reader.read(exports, found.get(), window);
        return new Seen(found.get(), details.value(), all.failure() == null ? details.failure() : all.failure());
    }

    private void show(Parts shown, Seen seen) {
        Alarm alarm = seen.alarm();
        ReadFailure failure = seen.failure();
        shown.trouble().setVisible(failure != null || alarm == null);
        shown.trouble()
                .setText(
                        failure != null
                                ? getTranslation("mails.trouble." + failure.kind(), "CloudWatch") + " "
                                        + failure.detail()
                                : alarm == null
                                        ? getTranslation("alarms.unknown", AlarmOwner.name(name, shown.exports()))
                                        : "");
        // What does not come is not announced by an empty chart.
        shown.whole().setVisible(alarm != null);
        if (alarm == null) {
            return;
        }
        if (!alarm.equals(told)) {
            told = alarm;
            shown.head().removeAll();
            shown.head().add(facts(shown.exports(), alarm));
            shown.next().removeAll();
            shown.next()
                    .add(LookNext.after(
                            alarm, shown.exports(), viewState().parameters().getQueryString()));
        }
        AlarmDetails details = seen.details();
        if (details != null) {
            shown.chart()
                    .show(
                            chart(alarm, details),
                            new AwsCommand(
                                    shown.exports().endpointUrl(),
                                    details.window().start(),
                                    details.window().end(),
                                    Map.of(alarm.region(), details.queries())));
            shown.changes().removeAll();
            details.changes().forEach(change -> shown.changes()
                    .add(new ListItem(times.written(change.at(), getLocale()) + " · " + change.summary())));
            if (details.changes().isEmpty()) {
                shown.changes().add(new ListItem(getTranslation("alarms.history.none")));
            }
        }
        if (failure == null) {
            tellAge(clock.instant());
        }
    }

    private Facts facts(StackExports exports, Alarm alarm) {
        Span badge = new Span(getTranslation("alarm.state." + alarm.state()));
        badge.addClassNames("badge", "alarm-" + alarm.state().name().toLowerCase(Locale.ROOT));
        Facts facts = new Facts()
                .line(getTranslation("alarms.column.state"), badge)
                .line(getTranslation("alarms.column.since"), new Span(times.written(alarm.since(), getLocale())))
                .line(getTranslation("alarms.about"), new Span(alarm.description()))
                .line(getTranslation("alarms.column.watched"), new Span(AlarmText.watched(alarm, getLocale())))
                .line(getTranslation("alarms.resource"), new Span(String.join(", ", alarm.resources())))
                .line(getTranslation("alarms.reason"), new Span(alarm.reason()));
        String console = new ConsoleLinks(alarm.region(), exports.endpointUrl()).alarm(alarm.name());
        if (console != null) {
            Anchor link = new Anchor(console, getTranslation("alarms.console"));
            link.setTarget(AnchorTarget.BLANK);
            link.getElement().setAttribute("rel", "noopener noreferrer");
            facts.line("AWS", link);
        }
        return facts;
    }

    private ChartModel chart(Alarm alarm, AlarmDetails details) {
        String text = alarm.watched().text();
        Scale scale = Scale.of(alarm.watched());
        return new ChartModel(
                text,
                scale.unit(),
                null,
                alarm.watched().threshold() * scale.factor(),
                "alarm",
                details.window(),
                getTranslation("alarms.chart.summary", text),
                getTranslation("alarms.chart.empty"),
                List.of(new ChartModel.Line(
                        "watched", text, "series-1", null, details.series().times(scale.factor()))));
    }
}
