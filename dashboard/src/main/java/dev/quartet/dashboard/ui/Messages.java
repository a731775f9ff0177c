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

    /**
     * All that is to be said of what was read.
     *
     * @param compares whether figures are shown with their change
     * @param shorter leads to a shorter range
     */
    List<Component> of(Snapshot snapshot, boolean compares, Runnable shorter) {
        return Stream.concat(snapshot.notices().stream().map(this::of), young(snapshot, compares, shorter).stream())
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

    /**
     * Where data begins so late that a shorter range would show it better: a way to that range; and where it begins so late that
     * figures lack what they are compared with: so much.
     */
    Optional<Component> young(Snapshot snapshot, boolean compares, Runnable shorter) {
        Instant begin = snapshot.begins().orElse(null);
        if (snapshot.range().fixed() || begin == null) {
            return Optional.empty();
        }
        Duration age = Duration.between(begin, snapshot.window().end());
        boolean young = age.compareTo(TimeRange.SHORT.length()) <= 0
                && snapshot.range().length().compareTo(TimeRange.SHORT.length()) > 0;
        boolean alone = compares && !begin.isBefore(snapshot.window().start());
        if (!young && !alone) {
            return Optional.empty();
        }
        String key = young ? (alone ? "hint.both" : "hint.young") : "hint.alone";
        Duration told = age.compareTo(Duration.ofMinutes(1)) < 0 ? Duration.ofMinutes(1) : age;
        Div message = new Div(new Span(words.of(key, Numbers.age(told, locale))));
        message.addClassName("hint");
        if (young) {
            Button button = new Button(words.of("hint.young.action"), event -> shorter.run());
            button.addThemeVariants(ButtonVariant.TERTIARY);
            message.add(button);
        }
        return Optional.of(message);
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
