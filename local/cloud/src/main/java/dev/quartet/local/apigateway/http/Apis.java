package dev.quartet.local.apigateway.http;

import dev.quartet.local.core.ProvisionException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** All HTTP APIs and VPC links of the cloud. Thread-safe. */
final class Apis {
    private final Map<String, Api> byId = new ConcurrentHashMap<>();
    private final Map<String, VpcLink> links = new ConcurrentHashMap<>();

    void add(Api api) {
        byId.put(api.id(), api);
    }

    Optional<Api> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Returns the API of {@code id}; {@code owner} names who asks in an error. */
    Api get(String owner, String id) {
        return find(id).orElseThrow(() -> new ProvisionException(
                "%s: NotFoundException: Invalid API identifier specified: %s".formatted(owner, id)));
    }

    /** Returns all, sorted by name. */
    List<Api> all() {
        Collection<Api> all = byId.values();
        return all.stream().sorted(Comparator.comparing(Api::name)).toList();
    }

    void add(VpcLink link) {
        links.put(link.id(), link);
    }

    VpcLink link(String owner, String id) {
        var link = links.get(id);
        if (link == null) {
            throw new ProvisionException(
                    "%s: NotFoundException: Invalid VPC link identifier specified: %s".formatted(owner, id));
        }
        return link;
    }
}
