package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.quartet.dashboard.metric.RefusedRangeException;
import dev.quartet.dashboard.metric.TimeRange;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Asks for a range between two instants, in the viewer's own zone. */
final class RangeDialog extends Dialog {
    private final Times times;
    private final Clock clock;
    private final Consumer<TimeRange> chosen;
    private final DateTimePicker from;
    private final DateTimePicker to;
    private final Paragraph trouble = new Paragraph();

    RangeDialog(TimeRange shown, Times times, Clock clock, Consumer<TimeRange> chosen) {
        this.times = times;
        this.clock = clock;
        this.chosen = chosen;
        setHeaderTitle(getTranslation("range.custom"));
        addClassName("range-dialog");
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        Instant end = shown.to() == null ? now : shown.to();
        from = picker("range.from", end.minus(shown.length()));
        to = picker("range.to", end);
        Paragraph zone = new Paragraph(getTranslation("range.zone", times.zone().getId()));
        zone.addClassName("caption");
        trouble.addClassName("trouble");
        trouble.getElement().setAttribute("role", "alert");
        Div form = new Div(from, to, zone, trouble);
        form.addClassName("range-form");
        add(form);
        Button cancel = new Button(getTranslation("range.cancel"), event -> close());
        cancel.addThemeVariants(ButtonVariant.TERTIARY);
        Button apply = new Button(getTranslation("range.apply"), event -> apply());
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        getFooter().add(cancel, apply);
    }

    private DateTimePicker picker(String key, Instant value) {
        DateTimePicker picker = new DateTimePicker(getTranslation(key));
        picker.setDateAriaLabel(getTranslation(key + ".date"));
        picker.setTimeAriaLabel(getTranslation(key + ".time"));
        picker.setLocale(getLocale());
        picker.setDatePickerI18n(calendar(getLocale()));
        // Any minute may be typed; these are offered.
        picker.setStep(Duration.ofMinutes(15));
        picker.setMax(LocalDateTime.ofInstant(clock.instant(), times.zone()).plusDays(1));
        picker.setValue(LocalDateTime.ofInstant(value, times.zone()));
        return picker;
    }

    /** The calendar's own texts; which the browser's part has in English only. */
    private DatePicker.DatePickerI18n calendar(Locale locale) {
        List<DayOfWeek> days =
                IntStream.range(0, 7).mapToObj(DayOfWeek.SUNDAY::plus).toList();
        return new DatePicker.DatePickerI18n()
                .setMonthNames(Arrays.stream(Month.values())
                        .map(month -> month.getDisplayName(TextStyle.FULL_STANDALONE, locale))
                        .toList())
                .setWeekdays(days.stream()
                        .map(day -> day.getDisplayName(TextStyle.FULL_STANDALONE, locale))
                        .toList())
                .setWeekdaysShort(days.stream()
                        .map(day -> day.getDisplayName(TextStyle.SHORT_STANDALONE, locale))
                        .toList())
                .setToday(getTranslation("range.today"))
                .setCancel(getTranslation("range.cancel"));
    }

    private void apply() {
        LocalDateTime start = from.getValue();
        LocalDateTime end = to.getValue();
        if (start == null || end == null) {
            trouble.setText(getTranslation("range.incomplete"));
            return;
        }
        try {
            TimeRange range = TimeRange.between(
                            start.truncatedTo(ChronoUnit.MINUTES)
                                    .atZone(times.zone())
                                    .toInstant(),
                            end.truncatedTo(ChronoUnit.MINUTES)
                                    .atZone(times.zone())
                                    .toInstant())
                    .checked(clock.instant());
            close();
            chosen.accept(range);
        } catch (RefusedRangeException e) {
            trouble.setText(new Messages(this::getTranslation, getLocale(), times).rule(e));
        }
    }
}
