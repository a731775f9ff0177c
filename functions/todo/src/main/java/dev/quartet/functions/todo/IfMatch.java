package dev.quartet.functions.todo;

import dev.quartet.functions.common.Problem;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request's If-Match (RFC 9110, 13.1.1).
 *
 * @param versions the versions that the update is for; empty if any will do
 */
record IfMatch(boolean any, List<Long> versions) {
    private static final Pattern LIST = Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7E]*)\"\\s*(,|$)");
    /** Enough for any client; the condition that DynamoDB evaluates stays short. */
    private static final int MAX_TAGS = 10;

    IfMatch {
        versions = List.copyOf(versions);
    }

    /** @throws dev.quartet.functions.common.ProblemException 400 if it is neither * nor a list of entity tags */
    static IfMatch of(@Nullable String header) {
        if (header == null || header.strip().equals("*")) {
            return new IfMatch(true, List.of());
        }
        TreeSet<Long> versions = new TreeSet<>();
        Matcher matcher = LIST.matcher(header);
        int end = 0;
        int tags = 0;
        while (end < header.length() && matcher.region(end, header.length()).lookingAt()) {
            end = matcher.end();
            tags++;
            // A weak tag never matches here, and neither does one that this API did not make.
            if (matcher.group(1) == null && matcher.group(2).matches("[1-9][0-9]{0,17}")) {
                versions.add(Long.parseLong(matcher.group(2)));
            }
        }
        if (tags == 0 || tags > MAX_TAGS || end < header.length()) {
            throw Problem.of(
                            400,
                            "Invalid If-Match",
                            "If-Match is not an ETag of this API, such as \"3\", nor * nor a list of at most 10 of them.")
                    .exception();
        }
        return new IfMatch(false, List.copyOf(versions));
    }

    static String tag(long version) {
        return "\"" + version + "\"";
    }
}
