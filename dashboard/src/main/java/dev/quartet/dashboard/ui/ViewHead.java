package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.quartet.dashboard.feed.Notice;
import dev.quartet.dashboard.metric.TimeRange;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A view's title, time range, refreshing and the age of its data, with notices below. */
final class ViewHead extends Header {
    private final H1 title;
    private final Select<TimeRange> range = new Select<>();
    private final Button automatic = new Button();
    private final Div notices = new Div();
    private final AgeMarker age = new AgeMarker();

    ViewHead(String text, Consumer<TimeRange> onRange, Consumer<Boolean> onAutomatic, Runnable onRefresh) {
        addClassName("view-head");
        title = new H1(text);
        range.setItemLabelGenerator(this::label);
        range.setAriaLabel(getTranslation("range.label"));
        range.addClassName("range");
        range.addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                onRange.accept(event.getValue());
            }
        });
        automatic.addThemeVariants(ButtonVariant.TERTIARY);
        automatic.addClickListener(event -> onAutomatic.accept(!isAutomatic()));
        setAutomatic(true);
        Button refresh = new Button(Icons.REFRESH.create());
        refresh.addThemeVariants(ButtonVariant.TERTIARY);
        refresh.setAriaLabel(getTranslation("refresh.now"));
        refresh.setTooltipText(getTranslation("refresh.now"));
        refresh.addClickListener(event -> onRefresh.run());
        Div tools = new Div(age, automatic, refresh, range);
        tools.addClassName("tools");
        Div line = new Div(title, tools);
        line.addClassName("view-line");
        notices.addClassName("notices");
        notices.getElement().setAttribute("role", "status");
        add(line, notices);
    }

    void name(String text) {
        title.setText(text);
    }

    AgeMarker age() {
        return age;
    }

    void setRange(TimeRange value) {
        List<TimeRange> items = new ArrayList<>(TimeRange.PRESETS);
        if (!items.contains(value)) {
            items.add(value);
        }
        range.setItems(items);
        range.setValue(value);
    }

    boolean isAutomatic() {
        return "true".equals(automatic.getElement().getAttribute("aria-pressed"));
    }

    void setAutomatic(boolean on) {
        automatic.getElement().setAttribute("aria-pressed", Boolean.toString(on));
        automatic.setIcon((on ? Icons.PAUSE : Icons.PLAY).create());
        String text = getTranslation(on ? "refresh.pause" : "refresh.resume");
        automatic.setAriaLabel(text);
        automatic.setTooltipText(text);
    }

    void say(List<Component> messages) {
        notices.removeAll();
        notices.add(messages);
    }

    Component notice(Notice notice, ZoneId zone) {
        String since = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
                .withLocale(getLocale())
                .withZone(zone)
                .format(notice.since());
        return warning(getTranslation("notice." + notice.kind(), notice.region(), since), notice.detail());
    }

    /** Something that one may do. */
    Component hint(String text, String action, Runnable onAction) {
        Button button = new Button(action, event -> onAction.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        Div message = new Div(new Span(text), button);
        message.addClassName("hint");
        return message;
    }

    Component warning(String text, String detail) {
        Div message = new Div(text);
        message.addClassName("notice");
        if (!detail.isBlank()) {
            Div small = new Div(detail);
            small.addClassName("notice-detail");
            message.add(small);
        }
        return message;
    }

    private String label(TimeRange value) {
        long hours = value.length().toHours();
        if (hours == 0 || value.length().toMinutes() % 60 != 0) {
            return getTranslation("range.minutes", value.length().toMinutes());
        }
        return hours % 24 == 0 ? getTranslation("range.days", hours / 24) : getTranslation("range.hours", hours);
    }
}
