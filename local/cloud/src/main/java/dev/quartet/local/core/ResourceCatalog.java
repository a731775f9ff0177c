package dev.quartet.local.core;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Which handler provisions which type token. Thread-safe. A token without a handler is an error, never a silent success. */
public final class ResourceCatalog {
    private final Map<String, ResourceHandler> handlers = new ConcurrentHashMap<>();
    private final Map<String, FunctionHandler> functions = new ConcurrentHashMap<>();
    private final Map<String, ResourceUpdater> updaters = new ConcurrentHashMap<>();
    private final Map<String, ResourceRemover> removers = new ConcurrentHashMap<>();

    /** Adds the handlers of {@code module}. */
    public ResourceCatalog add(ResourceModule module) {
        module.install(this);
        return this;
    }

    /** Registers the handler of {@code type}; throws when it has one already. */
    public ResourceCatalog resource(String type, ResourceHandler handler) {
        if (handlers.putIfAbsent(type, handler) != null) {
            throw new IllegalStateException("two handlers for " + type);
        }
        return this;
    }

    /** Registers what changes resources of {@code type} in place; throws when it has such already. */
    public ResourceCatalog updater(String type, ResourceUpdater updater) {
        if (updaters.putIfAbsent(type, updater) != null) {
            throw new IllegalStateException("two updaters for " + type);
        }
        return this;
    }

    /** Returns what changes resources of {@code type} in place, where they can be. */
    public Optional<ResourceUpdater> updater(String type) {
        return Optional.ofNullable(updaters.get(type));
    }

    /** Registers what deletes resources of {@code type}; throws when it has such already. */
    public ResourceCatalog remover(String type, ResourceRemover remover) {
        if (removers.putIfAbsent(type, remover) != null) {
            throw new IllegalStateException("two removers for " + type);
        }
        return this;
    }

    /** Returns what deletes resources of {@code type}, where they can be. */
    public Optional<ResourceRemover> remover(String type) {
        return Optional.ofNullable(removers.get(type));
    }

    /** Registers the answer to a provider function; throws when it has one already. */
    public ResourceCatalog function(String token, FunctionHandler handler) {
        if (functions.putIfAbsent(token, handler) != null) {
            throw new IllegalStateException("two handlers for " + token);
        }
        return this;
    }

    /** Provisions by the handler of the registration's type; throws {@link ProvisionException} when there is none. */
    public Provisioned provision(Registration registration) {
        var handler = handlers.get(registration.type());
        if (handler == null) {
            throw new ProvisionException("%s (%s): the local cloud has no handler for this type"
                    .formatted(registration.type(), registration.name()));
        }
        return handler.provision(registration);
    }

    /** Calls a provider function; throws {@link ProvisionException} when it is not known. */
    public Map<String, Object> call(String token, Inputs arguments) {
        var handler = functions.get(token);
        if (handler == null) {
            throw new ProvisionException("%s: the local cloud does not answer this function".formatted(token));
        }
        return handler.call(arguments);
    }

    /** Returns the type tokens that have a handler, sorted. */
    public Set<String> types() {
        return new TreeSet<>(handlers.keySet());
    }
}
