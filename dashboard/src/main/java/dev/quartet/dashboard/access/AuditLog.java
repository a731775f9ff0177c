package dev.quartet.dashboard.access;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who signed in, failed to, signed out and saw personal data: one line of JSON each on the logger {@code quartet.audit}. Never
 * holds a password or a token, nor a name that is no user's: people type passwords into the wrong field.
 */
@Component
public final class AuditLog {
    /** The logger's name, by which the lines can be kept apart from the others. */
    public static final String LOGGER = "quartet.audit";

    private static final Logger log = LoggerFactory.getLogger(LOGGER);
    private static final int LONGEST = 200;

    void signedIn(String method, String user, String role, @Nullable String address) {
        write(line("sign-in", "success", method, user, address).put("role", role));
    }

    /** {@code user} is null where nobody knows whom. */
    void refused(String method, @Nullable String user, String reason, @Nullable String address) {
        write(line("sign-in", "failure", method, user, address).put("reason", cut(reason)));
    }

    void signedOut(String method, String user, @Nullable String address) {
        write(line("sign-out", "success", method, user, address));
    }

    void expired(@Nullable String user, @Nullable String address) {
        write(line("session-expired", "success", null, user, address));
    }

    /** Somebody looks at what names persons; {@code user} is null on a dashboard that asks nobody. */
    public void revealed(String what, @Nullable String user) {
        write(line("reveal", "success", null, user, null).put("what", what));
    }

    private static ObjectNode line(
            String event, String outcome, @Nullable String method, @Nullable String user, @Nullable String address) {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        line.put("event", event).put("outcome", outcome);
        put(line, "method", method);
        put(line, "user", user);
        put(line, "address", address);
        return line;
    }

    private static void put(ObjectNode line, String name, @Nullable String value) {
        if (value != null) {
            line.put(name, cut(value));
        }
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /** JSON escapes line ends, so nobody writes lines of their own into the log. */
    private static void write(ObjectNode line) {
        log.info("{}", line);
    }
}
