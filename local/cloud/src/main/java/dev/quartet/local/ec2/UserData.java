package dev.quartet.local.ec2;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of an instance's script counts here: the plain assignments {@code NAME=value} at its head, up to the line {@code # --}. The
 * commands behind them are AWS's; locally the same is done by {@link Boot}. Immutable.
 *
 * @param values by name, in the script's order
 * @param throughIam if the file system is mounted as the instance's role
 */
record UserData(Map<String, String> values, boolean throughIam) {
    private static final String END = "# --";
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z][A-Z0-9_]*)=(.*)");
    /** A value that a shell takes as it stands: no quotes, no expansion. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]*");

    private static final Pattern MOUNT_AS_ROLE =
            Pattern.compile("(?m)^[^#\n]*\\bmount\\b[^\n]*\\biam\\b|_netdev[^\n]*,iam\\b");

    UserData {
        values = Map.copyOf(values);
    }

    /** Reads {@code script}; throws {@link BootException} for a line of the head that is no plain assignment. */
    static UserData parse(String script) throws BootException {
        var values = new LinkedHashMap<String, String>();
        for (var line : script.lines().map(String::strip).toList()) {
            if (line.equals(END)) {
                return new UserData(values, MOUNT_AS_ROLE.matcher(script).find());
            }
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("set ")) {
                continue;
            }
            var assignment = ASSIGNMENT.matcher(line);
            if (!assignment.matches() || !PLAIN.matcher(assignment.group(2)).matches()) {
                throw new BootException(
                        "user data: '%s' is no plain assignment NAME=value; the local cloud reads these up to the line '%s'"
                                .formatted(line, END));
            }
            values.put(assignment.group(1), assignment.group(2));
        }
        throw new BootException(
                "user data: no line '%s' ends the assignments that the local cloud reads".formatted(END));
    }

    /** Returns a value; throws {@link BootException} when it is missing. */
    String required(String name) throws BootException {
        return optional(name).orElseThrow(() -> new BootException("user data: %s is missing".formatted(name)));
    }

    /** Returns a value; empty when it is missing or empty. */
    Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }
}
