package dev.quartet.local.deploy;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.engine.Provisioner;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What is provisioned, by URN, and of which arguments it was made. Thread-safe. */
public final class Ledger {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Digests digests = new Digests();

    /**
     * One resource.
     *
     * @param digest its arguments, files by their content
     */
    record Entry(Registration registration, Provisioned made, Map<String, Object> digest) {}

    /** Returns a provisioner that keeps in mind what {@code next} makes. */
    public Provisioner recording(Provisioner next) {
        return new Provisioner() {
            @Override
            public Provisioned provision(Registration registration) {
                // Before: what is made of a file is made of what it holds by now, or later.
                var digest = digest(registration);
                var made = next.provision(registration);
                put(registration, made, digest);
                return made;
            }

            @Override
            public Map<String, Object> call(String token, Inputs arguments) {
                return next.call(token, arguments);
            }
        };
    }

    Optional<Entry> find(String urn) {
        return Optional.ofNullable(entries.get(urn));
    }

    void put(Registration registration, Provisioned made, Map<String, Object> digest) {
        entries.put(registration.urn(), new Entry(registration, made, digest));
    }

    void remove(String urn) {
        entries.remove(urn);
    }

    Map<String, Object> digest(Registration registration) {
        return digests.of(registration.inputs().asMap());
    }

    /** Returns the entries that are not among {@code urns}, by URN. */
    Map<String, Entry> without(Set<String> urns) {
        var result = new TreeMap<>(entries);
        result.keySet().removeAll(urns);
        return result;
    }

    /** Returns the arguments that differ, sorted. */
    static Set<String> differences(Map<String, Object> before, Map<String, Object> after) {
        var result = new TreeSet<String>();
        var all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        for (var property : all) {
            if (!Objects.equals(before.get(property), after.get(property))) {
                result.add(property);
            }
        }
        return result;
    }
}
