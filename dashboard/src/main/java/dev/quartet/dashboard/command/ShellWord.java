package dev.quartet.dashboard.command;

import java.util.regex.Pattern;

/** One word of a command line, as a POSIX shell reads it ("Shell Command Language", 2.2 Quoting). */
final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /** Between single quotes nothing is special but a single quote itself, which stands outside of them. */
    static String of(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
