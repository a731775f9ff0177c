package dev.quartet.functions.updates;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of a release.
 *
 * @param path   below the version's folder, with slashes
 * @param size   in bytes
 * @param sha256 in 64 lower-case hexadecimal digits
 */
record ReleaseFile(String path, long size, String sha256) {
    /** Files of updates seldom have more; a larger one would not be copied within a function's 15 minutes. */
    static final long MAX_SIZE = 5L << 30;

    private static final int MAX_PATH = 200;
    /** No dot files, no dot segments, nothing that URLs must escape: what is published is served under this very path. */
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws RejectedException naming what is wrong */
    ReleaseFile {
        if (path.length() > MAX_PATH || !PATH.matcher(path).matches()) {
            throw new RejectedException(
                    "The path '%s' is not allowed: up to %d letters, digits and ._- in segments that begin with a letter, a digit or _."
                            .formatted(shown(path), MAX_PATH));
        }
        if (size < 0 || size > MAX_SIZE) {
            throw new RejectedException("The size of %s is %d; allowed are 0 to %d.".formatted(path, size, MAX_SIZE));
        }
        if (!SHA256.matcher(sha256).matches()) {
            throw new RejectedException("The sha256 of %s is '%s'; it must be 64 lower-case hexadecimal digits."
                    .formatted(path, shown(sha256)));
        }
    }

    /** Reads a file of a manifest: {@code {path, size, sha256}} and nothing else. */
    static ReleaseFile of(@Nullable Object json) {
        if (json instanceof Map<?, ?> file
                && file.size() == 3
                && file.get("path") instanceof String path
                && file.get("size") instanceof Number size
                && (size instanceof Integer || size instanceof Long)
                && file.get("sha256") instanceof String sha256) {
            return new ReleaseFile(path, size.longValue(), sha256);
        }
        throw new RejectedException(
                "Each of the files must be {path, size, sha256}: a text, a number of bytes, a text.");
    }

    /** What a stranger wrote, short enough for a report. */
    private static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", path);
        json.put("size", size);
        json.put("sha256", sha256);
        return json;
    }
}
