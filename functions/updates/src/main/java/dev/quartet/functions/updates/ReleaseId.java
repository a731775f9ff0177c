package dev.quartet.functions.updates;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.semver4j.Semver;

/**
 * Which release: a channel, and a version of it.
 *
 * @param version Semantic Versioning 2.0.0 without build metadata, whose + means a space in some URLs
 */
record ReleaseId(String channel, String version) {
    /** What is put last, and starts the publishing. */
    static final String MANIFEST = "release.json";

    private static final Pattern KEY = Pattern.compile("([^/]+)/([^/]+)/" + Pattern.quote(MANIFEST));
    private static final Pattern CHANNEL = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final int MAX_VERSION = 64;

    /** @throws RejectedException naming what is wrong */
    ReleaseId {
        if (!CHANNEL.matcher(channel).matches()) {
            throw new RejectedException(
                    "The channel '%s' is not allowed: 1 to 32 lower-case letters, digits and hyphens."
                            .formatted(channel));
        }
        if (version.length() > MAX_VERSION || version.contains("+") || !isSemver(version)) {
            throw new RejectedException(
                    "The version '%s' is not allowed: Semantic Versioning without build metadata, such as 1.4.0 or 2.0.0-rc.1."
                            .formatted(version));
        }
    }

    /** Reads the key of a manifest, {@code <channel>/<version>/release.json}. */
    static ReleaseId of(String key) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            throw new RejectedException(
                    "The manifest's key is '%s'; it must be <channel>/<version>/%s.".formatted(key, MANIFEST));
        }
        return new ReleaseId(matcher.group(1), matcher.group(2));
    }

    private static boolean isSemver(String text) {
        Semver version = Semver.parse(text);
        // The parser forgives a leading v or spaces; a folder's name does not.
        return version != null && version.getVersion().equals(text);
    }

    /** Whether this version comes after the other one (Semantic Versioning 2.0.0, 11). */
    boolean isHigherThan(String other) {
        return new Semver(version).isGreaterThan(new Semver(other));
    }

    /** Where the release lies, in the bucket and in the folder, without a slash at its end. */
    String path() {
        return channel + "/" + version;
    }
}
