package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Instances;
import java.util.Optional;
import java.util.TreeMap;

/** A launch template with its versions, of which there is at least one. Thread-safe. */
final class LaunchTemplate {
    private final String id;
    private final String name;
    private final String arn;
    private final TreeMap<Integer, TemplateVersion> versions = new TreeMap<>();
    private int defaultVersion;

    LaunchTemplate(String id, String name, String arn, TemplateVersion first) {
        this.id = requireNonNull(id, "id is null");
        this.name = requireNonNull(name, "name is null");
        this.arn = requireNonNull(arn, "arn is null");
        versions.put(first.number(), first);
        defaultVersion = first.number();
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    synchronized int latestVersion() {
        return versions.lastKey();
    }

    synchronized int defaultVersion() {
        return defaultVersion;
    }

    /** Adds the version that follows the latest one, and makes it the default when told so. */
    synchronized void add(TemplateVersion version, boolean byDefault) {
        if (version.number() != versions.lastKey() + 1) {
            throw new IllegalArgumentException(
                    "version %d cannot follow %d".formatted(version.number(), versions.lastKey()));
        }
        versions.put(version.number(), version);
        defaultVersion = byDefault ? version.number() : defaultVersion;
    }

    /** Returns a version by its number, {@code $Latest} or {@code $Default}. */
    synchronized Optional<TemplateVersion> version(String text) {
        return switch (text) {
            case "$Latest" -> Optional.of(versions.lastEntry().getValue());
            case "$Default" -> Optional.ofNullable(versions.get(defaultVersion));
            default ->
                text.matches("\\d{1,9}") ? Optional.ofNullable(versions.get(Integer.valueOf(text))) : Optional.empty();
        };
    }

    Instances.Template seen(TemplateVersion version) {
        return new Instances.Template(id, name, version.number(), version.instanceType());
    }
}
