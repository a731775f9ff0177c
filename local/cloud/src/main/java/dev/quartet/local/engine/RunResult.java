package dev.quartet.local.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a run of the program ended. Immutable.
 *
 * @param exitCode of the program
 * @param succeeded if it exited with 0 and nothing was refused
 * @param outputs the stack's outputs, secrets unwrapped
 * @param resources type and name of each custom resource, sorted
 * @param graph all resources as {@code pulumi-graph/1} JSON
 */
public record RunResult(
        int exitCode,
        boolean succeeded,
        Map<String, Object> outputs,
        int running,
        int recorded,
        List<String> resources,
        String graph) {
    public RunResult {
        resources = List.copyOf(resources);
        outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    }
}
