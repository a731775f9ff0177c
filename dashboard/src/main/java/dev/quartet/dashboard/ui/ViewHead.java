package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/** A view's title, time range, comparison, refreshing and the age of its data, with notices below. */
final class ViewHead extends Header {
    private final H1 title;
    private final RangePicker range;
    private final Button compare;
    private final Anchor download;
    private final Button automatic;
    private final Div notices = new Div();
    private final AgeMarker age = new AgeMarker();
    private ViewState state = ViewState.DEFAULT;

    /**
     * @param csv what the view shows
     * @param go leads to another state of the view
     */
    ViewHead(
            String text,
            Clock clock,
            DownloadHandler csv,
            Consumer<ViewState> go,
            Consumer<Boolean> onAutomatic,
            Runnable onRefresh) {
        addClassName("view-head");
        title = new H1(text);
        range = new RangePicker(clock, chosen -> go.accept(state.with(chosen)));
        compare = button(Icons.COMPARE, "compare", () -> go.accept(state.comparing(!state.compare())));
        compare.addClassName("compare");
        automatic = button(Icons.PAUSE, "refresh.pause", () -> onAutomatic.accept(!isAutomatic()));
        setAutomatic(true);
        Button refresh = button(Icons.REFRESH, "refresh.now", onRefresh);
        download = new Anchor(csv, AttachmentType.DOWNLOAD, "");
        download.add(Icons.UPDATES.create());
        download.addClassName("icon-link");
        download.setAriaLabel(getTranslation("csv.view"));
        download.setTitle(getTranslation("csv.view"));
        Div tools = new Div(age, compare, download, automatic, refresh, range);
        tools.addClassName("tools");
        Div line = new Div(title, tools);
        line.addClassName("view-line");
        notices.addClassName("notices");
        notices.getElement().setAttribute("role", "status");
        add(line, notices);
    }

    private Button button(Icons icon, String key, Runnable action) {
        Button button = new Button(icon.create(), event -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        name(button, key);
        return button;
    }

    private void name(Button button, String key) {
        button.setAriaLabel(getTranslation(key));
        button.setTooltipText(getTranslation(key));
    }

    void name(String text) {
        title.setText(text);
    }

    AgeMarker age() {
        return age;
    }

    /** Shows the state; instants in the viewer's zone. */
    void show(ViewState shown, Times viewer) {
        state = shown;
        range.show(shown.range(), viewer);
        press(compare, shown.compare());
    }

    /** What the shown range is called. */
    String range() {
        return range.label(state.range());
    }

    /**
     * What one may do with the view.
     *
     * @param metrics whether it shows some, which can be compared and downloaded
     * @param tables whether it shows some, which can be downloaded
     */
    void offer(boolean metrics, boolean tables) {
        compare.setVisible(metrics);
        download.setVisible(metrics || tables);
    }

    boolean isAutomatic() {
        return "true".equals(automatic.getElement().getAttribute("aria-pressed"));
    }

    void setAutomatic(boolean on) {
        press(automatic, on);
        automatic.setIcon((on ? Icons.PAUSE : Icons.PLAY).create());
        name(automatic, on ? "refresh.pause" : "refresh.resume");
    }

    private static void press(Button button, boolean on) {
        button.getElement().setAttribute("aria-pressed", Boolean.toString(on));
    }

    void say(List<Component> messages) {
        notices.removeAll();
        notices.add(messages);
    }
}
