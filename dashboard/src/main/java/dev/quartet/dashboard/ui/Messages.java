package dev.quartet.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.quartet.dashboard.feed.Notice;
import dev.quartet.dashboard.feed.Snapshot;
import dev.quartet.dashboard.metric.RefusedRangeException;
import dev.quartet.dashboard.metric.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a view says of its data: warnings, and hints with something that one may do. */
final class Messages {
    private final Words words;
    private final Locale locale;
    private final Times times;

    Messages(Words words, Locale locale, Times times) {
        this.words = words;
        this.locale = locale;
        this.times = times;
    }

    /** Why data is older than it should be. */
    Component of(Notice notice) {
        String since = DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
                .withLocale(locale)
                .withZone(times.zone())
                .format(notice.since());
        String key = notice.scope() == Notice.Scope.METRICS ? "notice.metrics." : "notice.";
        return warning(words.of(key + notice.kind(), notice.region(), since), notice.detail());
    }

    /** All that is to be said of what was read; {@code shorter} leads to a shorter range. */
    List<Component> of(Snapshot snapshot, Runnable shorter) {
        return Stream.concat(snapshot.notices().stream().map(this::of), young(snapshot, shorter).stream())
                .toList();
    }

    /** That the address asks for what cannot be shown. */
    Component of(RefusedRangeException refused, String shown) {
        return warning(words.of("range.refused", shown), rule(refused));
    }

    /** What was asked for, and what is allowed. */
    String rule(RefusedRangeException refused) {
        return words.of("range.rule." + refused.rule(), refused.value());
    }

    /** Where data begins so late that a shorter range would show it better: a way to that range. */
    private Optional<Component> young(Snapshot snapshot, Runnable shorter) {
        if (snapshot.range().fixed() || snapshot.range().length().compareTo(TimeRange.SHORT.length()) <= 0) {
            return Optional.empty();
        }
        Instant end = snapshot.window().end();
        return snapshot.begins()
                .filter(begin -> Duration.between(begin, end).compareTo(TimeRange.SHORT.length()) <= 0)
                .map(begin -> hint(
                        words.of(
                                "hint.young",
                                Math.max(1, Duration.between(begin, end).toMinutes())),
                        words.of("hint.young.action"),
                        shorter));
    }

    private static Component hint(String text, String action, Runnable onAction) {
        Button button = new Button(action, event -> onAction.run());
        button.addThemeVariants(ButtonVariant.TERTIARY);
        Div message = new Div(new Span(text), button);
        message.addClassName("hint");
        return message;
    }

    private static Component warning(String text, String detail) {
        Div message = new Div(text);
        message.addClassName("notice");
        if (!detail.isBlank()) {
            Div small = new Div(detail);
            small.addClassName("notice-detail");
            message.add(small);
        }
        return message;
    }
}
