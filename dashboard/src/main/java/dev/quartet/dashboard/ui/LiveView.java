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
import com.vaadin.flow.shared.Registration;
import dev.quartet.dashboard.feed.Demand;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.MetricQuery;
import dev.quartet.dashboard.metric.RefusedRangeException;
import dev.quartet.dashboard.metric.TimeRange;
import dev.quartet.dashboard.metric.Window;
import dev.quartet.dashboard.stack.ExportsUnavailableException;
import dev.quartet.exports.StackExports;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
    private final Looking looking;
    private final ViewAddress address = new ViewAddress();
    private @Nullable Demand demand;
    private @Nullable StackExports shown;
    private @Nullable Registration heartbeats;

    @SuppressWarnings(
            "this-escape") // Vaadin builds components in constructors; nothing here calls what a subclass overrides.
    protected LiveView(LiveServices services, String titleKey) {
        this.services = services;
        this.titleKey = titleKey;
        this.looking = new Looking(services.feed());
        ViewDownload csv = new ViewDownload(this, address::path);
        this.head = new ViewHead(
                getTranslation(titleKey), services.clock(), csv, this::go, this::setAutomatic, this::refresh);
        // Charts lead to their own part of it.
        getElement().setAttribute("csv", csv);
        getElement()
                .addEventListener(
                        "quartet-zoom",
                        event -> zoom(
                                event.getEventData().get("event.detail.from").asDouble(),
                                event.getEventData().get("event.detail.to").asDouble()))
                .addEventData("event.detail.from")
                .addEventData("event.detail.to");
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

    /** Whether figures are shown with their change from the period before. */
    protected boolean comparesFigures() {
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
                services.clock().instant(), range(), services.feed().pace().settling());
    }

    /** What the view is called. */
    protected String title() {
        return getTranslation(titleKey);
    }

    /** What the address says of time; links to other views keep its parameters. */
    public final ViewState viewState() {
        return address.state();
    }

    /** The time range that is being looked at. */
    protected final TimeRange range() {
        return address.state().range();
    }

    /** What the address says beside the time. */
    protected final Optional<String> parameter(String name) {
        return address.parameter(name);
    }

    /** Keeps the address a link to what is shown; null takes a parameter away. */
    protected final void remember(String name, @Nullable String value) {
        getUI().ifPresent(ui -> address.remember(ui, name, value));
    }

    @Override
    public String getPageTitle() {
        return title() + " · Quartet";
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        address.read(
                event.getLocation(), Times.of(event.getUI()), services.clock().instant());
        head.name(title());
        head.show(address.state(), address.times());
        if (isAttached()) {
            look();
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        look();
        heartbeats = event.getUI().addHeartbeatListener(beat -> subscribe());
    }

    @Override
    protected void onDetach(DetachEvent event) {
        looking.stop();
        if (heartbeats != null) {
            heartbeats.remove();
            heartbeats = null;
        }
    }

    /** Looks again for a stack whose exports were not there. */
    @ClientCallable
    void again() {
        look();
    }

    private void look() {
        looking.stop();
        content.removeAll();
        demand = null;
        try {
            StackExports exports = services.stacks().current();
            shown = exports;
            content.add(build(exports));
            Set<MetricQuery> queries = queries(exports);
            demand = queries.isEmpty() ? null : new Demand(range(), queries);
            head.offer(demand != null, ViewDownload.tables(this).findAny().isPresent());
            subscribe();
            tell(List.of());
        } catch (ExportsUnavailableException e) {
            content.add(new EmptyState(getTranslation("exports.missing"), String.valueOf(e.getMessage())));
            getElement().executeJs(EmptyState.AGAIN);
        }
    }

    /** Looks at what {@link #queries} names now, without building the view anew: what there is to be read may be found out later. */
    protected final void requery() {
        if (demand == null || !isAttached()) {
            return;
        }
        looking.stop();
        demand = new Demand(range(), queries(services.stacks().current()));
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
        if (looking.isOn() || !head.isAutomatic()) {
            return;
        }
        if (wanted != null) {
            looking.at(wanted, listener());
        } else if (beats()) {
            UI ui = getUI().orElseThrow();
            looking.pulse(ui.accessLater(this::pulse, () -> {}));
        }
    }

    /** Pollers call from threads of their own, perhaps when the page is gone. */
    private SerializableConsumer<Snapshot> listener() {
        UI ui = getUI().orElseThrow();
        return ui.accessLater(this::receive, () -> {});
    }

    private void pulse() {
        if (looking.isHeard(getUI())) {
            beat();
        }
    }

    private void receive(Snapshot snapshot) {
        Demand wanted = demand;
        if (wanted == null || !wanted.range().equals(snapshot.range()) || !looking.isHeard(getUI())) {
            return;
        }
        head.age().show(snapshot, services.clock().instant(), services.feed().pace());
        Messages messages = new Messages(this::getTranslation, getLocale(), address.times());
        tell(messages.of(snapshot, comparesFigures(), () -> go(viewState().with(TimeRange.SHORT))));
        show(snapshot);
    }

    private void tell(List<Component> notices) {
        List<Component> all = new ArrayList<>();
        RefusedRangeException told = address.refused();
        if (told != null) {
            all.add(new Messages(this::getTranslation, getLocale(), address.times()).of(told, head.range()));
        }
        all.addAll(notices);
        head.say(all);
    }

    /** Where the stack's AWS is; null where that is AWS itself. */
    final @Nullable String endpointUrl() {
        StackExports exports = shown;
        return exports == null ? null : exports.endpointUrl();
    }

    /** Where AWS shows a graph of the queries; null where the stack is a local one. */
    public final @Nullable String console(Collection<MetricQuery> queries) {
        StackExports exports = shown;
        if (exports == null) {
            return null;
        }
        return new ConsoleLinks(exports.region(), exports.endpointUrl()).metrics(queries, range(), window().period());
    }

    /** Somebody chose a part of a chart, in milliseconds since 1970. */
    private void zoom(double from, double to) {
        go(address.between(from, to, services.clock().instant()));
    }

    private void go(ViewState next) {
        getUI().ifPresent(ui -> address.go(ui, next));
    }

    private void setAutomatic(boolean on) {
        head.setAutomatic(on);
        if (on) {
            subscribe();
        } else {
            looking.stop();
        }
    }

    private void refresh() {
        Demand wanted = demand;
        if (wanted == null && beats()) {
            beat();
        }
        if (wanted != null) {
            looking.now(wanted, listener());
        }
    }
}
