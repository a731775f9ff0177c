package dev.quartet.dashboard.services;

import dev.quartet.dashboard.architecture.Backlog;
import dev.quartet.dashboard.ui.Numbers;
import dev.quartet.dashboard.ui.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether a service is well, and if not, what ails it: in words, as colour alone says nothing to some. */
record ServiceState(Level level, String text) {
    /** How bad; the order is that of badness. */
    enum Level {
        QUIET,
        OK,
        WARN,
        BAD;

        /** The name of the style, and of a topology's node. */
        String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The errors from which on the program's own alarms go off. */
    private static final double FAILING = 0.01;

    /**
     * @param alarms how many of its alarms have gone off
     */
    static ServiceState of(ServiceFigures figures, long alarms, Words words, Locale locale) {
        List<String> ills = new ArrayList<>();
        Level level = Level.OK;
        if (alarms > 0) {
            ills.add(words.of("services.state.alarms", alarms));
            level = Level.BAD;
        }
        if (figures.dead() != null && figures.dead() > 0) {
            ills.add(words.of("services.state.dead", Numbers.count(figures.dead(), locale)));
            level = Level.BAD;
        }
        if (figures.failed() != null && figures.failed() > 0) {
            ills.add(words.of("services.state.failing", Numbers.percent(figures.failed(), locale)));
            level = worse(level, figures.failed() >= FAILING ? Level.BAD : Level.WARN);
        }
        if (figures.throttles() != null && figures.throttles() > 0) {
            ills.add(words.of("services.state.throttled"));
            level = worse(level, Level.WARN);
        }
        if (figures.behind() != null && figures.behind() >= Backlog.LATE) {
            ills.add(words.of("services.state.behind", Numbers.milliseconds(figures.behind(), locale)));
            level = worse(level, Level.WARN);
        }
        if (!ills.isEmpty()) {
            return new ServiceState(level, String.join(", ", ills));
        }
        boolean quiet = figures.perSecond() == null || figures.perSecond() == 0;
        return quiet
                ? new ServiceState(Level.QUIET, words.of("services.state.quiet"))
                : new ServiceState(Level.OK, words.of("services.state.ok"));
    }

    private static Level worse(Level one, Level other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
