package dev.quartet.dashboard.services;

import dev.quartet.exports.FunctionRef;
import java.util.Comparator;
import java.util.List;

/** A version of a function that its alias ran; {@code resource} is function:alias. */
record RunningVersion(String function, String resource, String version) {
    /** Versions are counted from 1 on: the shorter is the older. */
    static final Comparator<RunningVersion> OLDEST_FIRST = Comparator.comparing(RunningVersion::function)
            .thenComparing(version -> version.version().length())
            .thenComparing(RunningVersion::version);

    /** The values of the dimensions under which it reports. */
    List<String> dimensions() {
        return List.of(function, resource, version);
    }

    boolean runs(FunctionRef ref) {
        return function.equals(ref.name()) && resource.equals(ref.name() + ":" + ref.alias());
    }
}
