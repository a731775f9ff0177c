package dev.quartet.dashboard.services;

import dev.quartet.exports.FunctionRef;
import java.util.List;

/** A version of a function that its alias ran; {@code resource} is function:alias. */
record RunningVersion(String function, String resource, String version) {
    /** The values of the dimensions under which it reports. */
    List<String> dimensions() {
        return List.of(function, resource, version);
    }

    boolean runs(FunctionRef ref) {
        return function.equals(ref.name()) && resource.equals(ref.name() + ":" + ref.alias());
    }
}
