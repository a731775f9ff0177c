package dev.quartet.local.cloudfront.config;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import java.util.TreeSet;

/**
 * Which headers, cookies or query strings a policy takes. Immutable.
 *
 * @param names compared in any case for headers, exactly for cookies and query strings
 */
public record NameSelection(Kind kind, Set<String> names) {
    /** None of them. */
    public static final NameSelection NONE = new NameSelection(Kind.NONE, Set.of());

    /** All of them. */
    public static final NameSelection ALL = new NameSelection(Kind.ALL, Set.of());

    /** CloudFront's ways to choose. */
    public enum Kind {
        /** {@code none}. */
        NONE,
        /** {@code whitelist}: those named. */
        WHITELIST,
        /** {@code all}, {@code allViewer}. */
        ALL,
        /** {@code allExcept}: those not named. */
        ALL_EXCEPT,
        /** {@code allViewerAndWhitelistCloudFront}: the viewer's and the named ones that CloudFront adds. */
        ALL_AND_WHITELIST
    }

    public NameSelection {
        requireNonNull(kind, "kind is null");
        names = Set.copyOf(names);
    }

    /** Returns a selection of {@code names} alone. */
    public static NameSelection whitelist(String... names) {
        return new NameSelection(Kind.WHITELIST, Set.of(names));
    }

    /** Returns a selection of all but {@code names}. */
    public static NameSelection allExcept(String... names) {
        return new NameSelection(Kind.ALL_EXCEPT, Set.of(names));
    }

    /** Returns if {@code name} (a cookie's or query string's) is taken. */
    public boolean takes(String name) {
        return takes(names.contains(name));
    }

    /** Returns if header {@code name} is taken, in any case. */
    public boolean takesHeader(String name) {
        return takes(named(name));
    }

    /** Returns if header {@code name} is among the names, in any case. */
    public boolean named(String name) {
        for (var each : names) {
            if (each.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private boolean takes(boolean named) {
        return switch (kind) {
            case NONE -> false;
            case WHITELIST -> named;
            case ALL, ALL_AND_WHITELIST -> true;
            case ALL_EXCEPT -> !named;
        };
    }

    /** Returns the names in order. */
    public Set<String> sorted() {
        return new TreeSet<>(names);
    }
}
