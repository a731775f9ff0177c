package dev.quartet.local.lambda;

import dev.quartet.local.core.Arn;
import dev.quartet.local.core.AwsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** A function: its versions, aliases, permissions, and how many calls are running. Thread-safe. */
final class LambdaFunction {
    private static final JsonMapper JSON = JsonMapper.shared();

    private volatile FunctionVersion latest;
    private volatile OptionalInt reservedConcurrency;
    private volatile Map<String, String> tags;
    private final Map<String, FunctionVersion> published = new ConcurrentHashMap<>();
    private final Map<String, Alias> aliases = new ConcurrentHashMap<>();
    private final List<Permission> permissions = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();

    LambdaFunction(FunctionVersion latest, OptionalInt reservedConcurrency, Map<String, String> tags) {
        this.latest = latest;
        this.reservedConcurrency = reservedConcurrency;
        this.tags = Map.copyOf(tags);
    }

    String name() {
        return latest.name();
    }

    Arn arn() {
        return latest.arn();
    }

    FunctionVersion latest() {
        return latest;
    }

    OptionalInt reservedConcurrency() {
        return reservedConcurrency;
    }

    Map<String, String> tags() {
        return tags;
    }

    /** Changes code and configuration of $LATEST; published versions stay as they are. */
    synchronized void change(FunctionVersion changed, OptionalInt reserved, Map<String, String> newTags) {
        latest = changed;
        reservedConcurrency = reserved;
        tags = Map.copyOf(newTags);
    }

    /**
     * Publishes the present code and configuration as the next version; the newest one, when they have not changed since.
     *
     * @param description of the version; empty for the function's own
     */
    synchronized FunctionVersion publish(Optional<String> description) {
        var version = next(latest);
        if (!published.containsKey(version.version())) {
            version = description.map(version::described).orElse(version);
            published.put(version.version(), version);
        }
        return version;
    }

    /** Returns the version that publishing would give, were {@code changed} the present code and configuration. */
    synchronized FunctionVersion next(FunctionVersion changed) {
        var newest = published.get(Integer.toString(published.size()));
        return newest != null && newest.sameAs(changed) ? newest : changed.published(published.size() + 1);
    }

    List<FunctionVersion> published() {
        return published.values().stream()
                .sorted((a, b) -> Integer.compare(Integer.parseInt(a.version()), Integer.parseInt(b.version())))
                .toList();
    }

    Optional<FunctionVersion> version(String version) {
        return version.equals(FunctionVersion.LATEST)
                ? Optional.of(latest)
                : Optional.ofNullable(published.get(version));
    }

    /** Adds an alias; throws {@code ResourceConflictException} when there is one of that name. */
    void add(Alias alias) {
        if (aliases.putIfAbsent(alias.name(), alias) != null) {
            throw new AwsException(
                    "ResourceConflictException", 409, "Alias already exists: %s:%s".formatted(arn(), alias.name()));
        }
    }

    /** Puts {@code alias} in the place of the one of its name. */
    void replace(Alias alias) {
        aliases.put(alias.name(), alias);
    }

    Optional<Alias> alias(String name) {
        return Optional.ofNullable(aliases.get(name));
    }

    List<Alias> aliases() {
        return aliases.values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    /** Adds a permission; throws {@code ResourceConflictException} when its statement id is taken. */
    synchronized void add(Permission permission) {
        if (permissions.stream()
                .anyMatch(other -> other.statementId().equals(permission.statementId())
                        && other.qualifier().equals(permission.qualifier()))) {
            throw new AwsException(
                    "ResourceConflictException",
                    409,
                    "The statement id (%s) provided already exists.".formatted(permission.statementId()));
        }
        permissions.add(permission);
    }

    /** Returns the policy of {@code qualifier}, or of unqualified calls; empty when nothing was permitted. */
    Optional<String> policy(Optional<String> qualifier) {
        var document = JSON.createObjectNode().put("Version", "2012-10-17").put("Id", "default");
        var statements = document.putArray("Statement");
        for (var permission : permissions) {
            if (permission.qualifier().equals(qualifier)) {
                statements.add(permission.statement(JSON, qualifiedArn(qualifier)));
            }
        }
        return statements.isEmpty() ? Optional.empty() : Optional.of(JSON.writeValueAsString(document));
    }

    String qualifiedArn(Optional<String> qualifier) {
        return qualifier.map(q -> arn() + ":" + q).orElse(arn().toString());
    }

    /** Counts a call in and returns how many run now; throws {@code TooManyRequestsException} over the reserved number. */
    int enter() {
        int now = running.incrementAndGet();
        var reserved = reservedConcurrency;
        if (reserved.isPresent() && now > reserved.getAsInt()) {
            running.decrementAndGet();
            throw new AwsException(
                    "TooManyRequestsException",
                    429,
                    "Rate Exceeded. ReservedFunctionConcurrentInvocationLimitExceeded: %s has %d reserved concurrent executions"
                            .formatted(name(), reserved.getAsInt()));
        }
        return now;
    }

    /** Counts a call out. */
    void leave() {
        running.decrementAndGet();
    }
}
