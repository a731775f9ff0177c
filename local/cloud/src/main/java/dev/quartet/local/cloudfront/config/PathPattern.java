package dev.quartet.local.cloudfront.config;

/**
 * A behaviour's path pattern: {@code *} for any characters, {@code ?} for exactly one, case-sensitive, with or without the
 * leading slash. Immutable. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
public final class PathPattern {
    private final String pattern;

    private PathPattern(String pattern) {
        this.pattern = pattern;
    }

    /** Returns a pattern; throws {@link IllegalArgumentException} when it is empty, over 255 characters or of others than CloudFront allows. */
    public static PathPattern of(String text) {
        if (!text.matches("[A-Za-z0-9_\\-.*$/~\"'@:+?&]{1,255}")) {
            throw new IllegalArgumentException(
                    "path pattern \"%s\" must have 1 to 255 characters of A-Z a-z 0-9 _ - . * $ / ~ \" ' @ : + ? &"
                            .formatted(text));
        }
        return new PathPattern(text.startsWith("/") || text.startsWith("*") ? text : "/" + text);
    }

    /** Returns if {@code path}, with its leading slash, matches. */
    public boolean matches(String path) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (at < path.length()) {
            char expected = in < pattern.length() ? pattern.charAt(in) : 0;
            if (expected == '*') {
                star = in++;
                resume = at;
            } else if (in < pattern.length() && (expected == '?' || expected == path.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) { // the last star takes one character more
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }

    @Override
    public String toString() {
        return pattern;
    }
}
