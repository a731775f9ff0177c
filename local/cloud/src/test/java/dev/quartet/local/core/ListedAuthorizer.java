package dev.quartet.local.core;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Refuses the actions that a test lists, and remembers what was asked. */
public final class ListedAuthorizer implements Authorizer {
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final List<AccessRequest> asked = new CopyOnWriteArrayList<>();

    /** Refuses {@code action} from now on. */
    public ListedAuthorizer deny(String action) {
        denied.add(action);
        return this;
    }

    /** Refuses nothing from now on. */
    public void allowAll() {
        denied.clear();
    }

    /** Returns all that was asked since the last call of it, as {@code action resource}. */
    public List<String> takeAsked() {
        var result = asked.stream()
                .map(request -> request.action() + " " + request.resource())
                .toList();
        asked.clear();
        return result;
    }

    /** Returns the questions so far. */
    public List<AccessRequest> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void require(AccessRequest request) {
        if (!allows(request)) {
            throw new AwsException(
                    "AccessDeniedException",
                    403,
                    "User: %s is not authorized to perform: %s on resource: %s"
                            .formatted(request.caller().arn(), request.action(), request.resource()));
        }
    }

    @Override
    public boolean allows(AccessRequest request) {
        asked.add(request);
        return !denied.contains(request.action());
    }
}
