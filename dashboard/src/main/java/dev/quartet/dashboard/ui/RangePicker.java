package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.quartet.dashboard.metric.TimeRange;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Chooses a time range: a preset, twice as much, or any from–to. */
final class RangePicker extends Div {
    private final Clock clock;
    private final Select<TimeRange> presets = new Select<>();
    private final Button wider;
    private TimeRange range = TimeRange.DEFAULT;
    private Times times = Times.SERVER;

    RangePicker(Clock clock, Consumer<TimeRange> chosen) {
        this.clock = clock;
        addClassName("range-picker");
        presets.setItemLabelGenerator(this::label);
        presets.setAriaLabel(getTranslation("range.label"));
        presets.addClassName("range");
        presets.addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                chosen.accept(event.getValue());
            }
        });
        wider = button(Icons.ZOOM_OUT, "range.wider", () -> chosen.accept(range.wider(clock.instant())));
        Button custom =
                button(Icons.CALENDAR, "range.custom", () -> new RangeDialog(range, times, clock, chosen).open());
        custom.getElement().setAttribute("aria-haspopup", "dialog");
        add(wider, presets, custom);
    }

    private Button button(Icons icon, String key, Runnable action) {
        Button button = new Button(icon.create(), event -> action.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        button.setAriaLabel(getTranslation(key));
        button.setTooltipText(getTranslation(key));
        return button;
    }

    /** Shows a range, whose instants are written in the viewer's zone. */
    void show(TimeRange value, Times viewer) {
        range = value;
        times = viewer;
        List<TimeRange> items = new ArrayList<>(TimeRange.PRESETS);
        if (!items.contains(value)) {
            items.add(value);
        }
        presets.setItems(items);
        presets.setValue(value);
        presets.setClassName("fixed", value.fixed());
        wider.setEnabled(!value.wider(clock.instant()).equals(value));
    }

    /** What a range is called. */
    String label(TimeRange value) {
        if (value.fixed()) {
            return times.written(value, clock.instant(), getLocale());
        }
        long hours = value.length().toHours();
        if (hours == 0 || value.length().toMinutes() % 60 != 0) {
            return getTranslation("range.minutes", value.length().toMinutes());
        }
        return hours % 24 == 0 ? getTranslation("range.days", hours / 24) : getTranslation("range.hours", hours);
    }
}
