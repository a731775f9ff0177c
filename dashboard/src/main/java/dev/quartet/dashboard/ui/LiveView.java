package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import dev.quartet.dashboard.feed.Demand;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.feed.Subscription;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.dashboard.stack.ExportsUnavailableException;
import dev.quartet.exports.StackExports;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A view over live metrics: it looks while it is attached, at the time range that its address names. */
public abstract class LiveView extends Main implements BeforeEnterObserver, HasDynamicTitle {
    private final LiveServices services;
    private final String titleKey;
    private final ViewHead head;
    private final Div content = new Div();
    private TimeRange range = TimeRange.DEFAULT;
    private String path = "";
    private @Nullable String refused;
    private @Nullable Demand demand;
    private @Nullable Subscription subscription;

    @SuppressWarnings(
            "this-escape") // Vaadin builds components in constructors; nothing here calls what a subclass overrides.
    protected LiveView(LiveServices services, String titleKey) {
        this.services = services;
        this.titleKey = titleKey;
        this.head = new ViewHead(getTranslation(titleKey), this::go, this::setAutomatic, this::refresh);
        addClassName("view");
        content.addClassName("view-content");
        add(head, content);
    }

    /** Builds the view's components for a stack; called when it is attached. */
    protected abstract Component build(StackExports exports);

    /** What the view looks at. */
    protected abstract Set<MetricQuery> queries(StackExports exports);

    /** Shows what was read. */
    protected abstract void show(Snapshot snapshot);

    /** Whether a view that looks at no metrics is to be called as often as others are. */
    protected boolean beats() {
        return false;
    }

    /** Called while somebody looks at a view that reads no metrics but something else. */
    protected void beat() {}

    /** Tells how old what is shown is, where it is no metrics. */
    protected final void tellAge(Instant readAt) {
        head.age()
                .show(
                        readAt,
                        services.clock().instant(),
                        services.feed().pace().base().multipliedBy(3));
    }

    /** The window of the time range as it is now. */
    protected final Window window() {
        return Window.endingAt(
                services.clock().instant(), range, services.feed().pace().settling());
    }

    /** What the view is called. */
    protected String title() {
        return getTranslation(titleKey);
    }

    @Override
    public String getPageTitle() {
        return title() + " · Quartet";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        refused = null;
        range = TimeRange.DEFAULT;
        path = event.getLocation().getPath();
        event.getLocation().getQueryParameters().getSingleParameter("range").ifPresent(text -> {
            try {
                range = TimeRange.parse(text);
            } catch (IllegalArgumentException e) {
                refused = e.getMessage();
            }
        });
        head.name(title());
        head.setRange(range);
        if (isAttached()) {
            look();
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        look();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        unsubscribe();
    }

    /** The time range that is being looked at. */
    protected final TimeRange range() {
        return range;
    }

    /** Looks again for a stack whose exports were not there. */
    @ClientCallable
    void again() {
        look();
    }

    private void look() {
        unsubscribe();
        content.removeAll();
        demand = null;
        try {
            StackExports exports = services.stacks().current();
            content.add(build(exports));
            Set<MetricQuery> queries = queries(exports);
            if (!queries.isEmpty()) {
                demand = new Demand(range, queries);
            }
            subscribe();
            tell(List.of());
        } catch (ExportsUnavailableException e) {
            content.add(new EmptyState(getTranslation("exports.missing"), String.valueOf(e.getMessage())));
            getElement().executeJs("setTimeout(() => this.$server.again(), 2000)");
        }
    }

    /** Looks at what {@link #queries} names now, without building the view anew: what there is to be read may be found out later. */
    protected final void requery() {
        if (demand == null) {
            return;
        }
        unsubscribe();
        demand = new Demand(range, queries(services.stacks().current()));
        subscribe();
    }

    /** Asks what may take its time on a thread of its own, since others wait for this page's lock, and delivers it to the page. */
    protected final <T> void ask(Supplier<T> question, SerializableConsumer<T> answer) {
        getUI().ifPresent(ui -> {
            SerializableConsumer<T> deliver = ui.accessLater(answer, () -> {});
            Thread.startVirtualThread(() -> deliver.accept(question.get()));
        });
    }

    private void subscribe() {
        Demand wanted = demand;
        if (subscription != null || !head.isAutomatic()) {
            return;
        }
        if (wanted != null) {
            subscription = services.feed().subscribe(wanted, listener());
        } else if (beats()) {
            UI ui = getUI().orElseThrow();
            subscription = services.feed().pulse(ui.accessLater(this::beat, () -> {}));
        }
    }

    private void unsubscribe() {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    /** Pollers call from threads of their own, perhaps when the page is gone. */
    private SerializableConsumer<Snapshot> listener() {
        UI ui = getUI().orElseThrow();
        return ui.accessLater(this::receive, () -> {});
    }

    private void receive(Snapshot snapshot) {
        Demand wanted = demand;
        if (wanted == null || !wanted.range().equals(snapshot.range())) {
            return;
        }
        Duration stale = services.feed().pace().interval(range).multipliedBy(3);
        head.age().show(snapshot.readAt(), services.clock().instant(), stale);
        List<Component> messages = new ArrayList<>();
        snapshot.notices().forEach(notice -> messages.add(head.notice(notice, ZoneId.systemDefault())));
        youth(snapshot)
                .ifPresent(minutes -> messages.add(head.hint(
                        getTranslation("hint.young", minutes),
                        getTranslation("hint.young.action"),
                        () -> go(TimeRange.SHORT))));
        tell(messages);
        show(snapshot);
    }

    /** How many minutes ago data begins, where a shorter range would show it better. */
    private static Optional<Long> youth(Snapshot snapshot) {
        if (snapshot.range().length().compareTo(TimeRange.SHORT.length()) <= 0) {
            return Optional.empty();
        }
        Instant end = snapshot.window().end();
        return snapshot.begins()
                .filter(begin -> Duration.between(begin, end).compareTo(TimeRange.SHORT.length()) <= 0)
                .map(begin -> Math.max(1, Duration.between(begin, end).toMinutes()));
    }

    private void tell(List<Component> notices) {
        List<Component> messages = new ArrayList<>();
        if (refused != null) {
            messages.add(head.warning(getTranslation("range.refused", range.text()), refused));
        }
        messages.addAll(notices);
        head.say(messages);
    }

    private void go(TimeRange chosen) {
        getUI().ifPresent(ui -> ui.navigate(path, QueryParameters.of("range", chosen.text())));
    }

    private void setAutomatic(boolean on) {
        head.setAutomatic(on);
        if (on) {
            subscribe();
        } else {
            unsubscribe();
        }
    }

    private void refresh() {
        Demand wanted = demand;
        if (wanted == null && beats()) {
            beat();
        }
        if (wanted != null) {
            SerializableConsumer<Snapshot> listener = listener();
            Thread.startVirtualThread(
                    () -> services.feed().read(wanted, Duration.ofSeconds(1)).ifPresent(listener));
        }
    }
}
