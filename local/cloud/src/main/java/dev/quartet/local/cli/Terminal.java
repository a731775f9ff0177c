package dev.quartet.local.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Writes lines for people: with colour on a terminal, plain when piped. Thread-safe. */
final class Terminal {
    private static final String RESET = "\u001b[0m";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean coloured;

    Terminal(PrintStream out, PrintStream err, boolean coloured) {
        this.out = out;
        this.err = err;
        this.coloured = coloured;
    }

    /** Returns the process's own; the launcher says whether it is a terminal. NO_COLOR is respected. */
    static Terminal system() {
        var noColour = System.getenv("NO_COLOR");
        boolean coloured = Boolean.getBoolean("quartet.tty") && (noColour == null || noColour.isEmpty());
        return new Terminal(System.out, System.err, coloured);
    }

    void line(String text) {
        out.println(text);
        out.flush();
    }

    void error(String text) {
        err.println(text);
        err.flush();
    }

    String green(String text) {
        return paint("32", text);
    }

    String red(String text) {
        return paint("31", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    private String paint(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + RESET : text;
    }

    /** Returns {@code 1.3 s} or {@code 45 ms}. */
    static String time(Duration duration) {
        return duration.toMillis() < 1000
                ? duration.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
