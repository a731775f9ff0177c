package dev.quartet.local.deploy;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What becomes of one resource. Immutable.
 *
 * @param properties the arguments that differ, of an update
 * @param problem why it cannot be done, of a refusal
 */
public record Step(Action action, String type, String name, Set<String> properties, String problem) {
    /** What is done. */
    public enum Action {
        /** It is new. */
        CREATE,
        /** It is changed in place. */
        UPDATE,
        /** It stays as it is. */
        SAME,
        /** It is no longer in the program, and deleted. */
        DELETE,
        /** Its change cannot be applied while everything runs. */
        REFUSE
    }

    public Step {
        requireNonNull(action, "action is null");
        requireNonNull(type, "type is null");
        requireNonNull(name, "name is null");
        requireNonNull(problem, "problem is null");
        properties = Collections.unmodifiableSet(new TreeSet<>(properties));
    }

    static Step of(Action action, String type, String name) {
        return new Step(action, type, name, Set.of(), "");
    }

    static Step refuse(String type, String name, String problem) {
        return new Step(Action.REFUSE, type, name, Set.of(), problem);
    }
}
