package dev.quartet.local.cloudfront.control;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.function.EdgeFunction;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** CloudFront functions by ARN. Thread-safe. */
final class FunctionResources implements ResourceModule, AutoCloseable {
    private static final Set<String> RUNTIMES = Set.of("cloudfront-js-1.0", "cloudfront-js-2.0");

    private final CloudContext context;
    private final LogSink logs;
    private final Map<String, Published> functions = new ConcurrentHashMap<>();

    /**
     * A function.
     *
     * @param live if it is published: only then may a distribution name it
     */
    record Published(EdgeFunction function, boolean live) {}

    FunctionResources(CloudContext context, LogSink logs) {
        this.context = requireNonNull(context, "context is null");
        this.logs = requireNonNull(logs, "logs is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:cloudfront/function:Function", this::function);
    }

    /** Returns the function that {@code owner} names; throws when there is none, or none that is published. */
    EdgeFunction find(String owner, String arn) {
        var found = functions.get(arn);
        if (found == null || !found.live()) {
            throw new ProvisionException(
                    "%s: InvalidFunctionAssociation: there is no published function %s".formatted(owner, arn));
        }
        return found.function();
    }

    /** Returns the function of that name. */
    Optional<EdgeFunction> named(String name) {
        return Optional.ofNullable(functions.get(arn(name))).map(Published::function);
    }

    String arn(String name) {
        return "arn:aws:cloudfront::%s:function/%s".formatted(context.accountId(), name);
    }

    @Override
    public void close() {
        functions.values().forEach(published -> published.function().close());
        functions.clear();
    }

    private Provisioned function(Registration registration) {
        var inputs = registration.inputs();
        var name = registration.physicalName("name");
        if (!name.matches("[a-zA-Z0-9_-]{1,64}")) {
            throw new ProvisionException("%s: InvalidArgument: name '%s' must be 1 to 64 letters, digits, - and _"
                    .formatted(inputs.owner(), name));
        }
        var runtime = inputs.string("runtime");
        if (!RUNTIMES.contains(runtime)) {
            throw new ProvisionException("%s: InvalidArgument: runtime '%s'; allowed are %s"
                    .formatted(
                            inputs.owner(), runtime, RUNTIMES.stream().sorted().toList()));
        }
        if (!inputs.strings("keyValueStoreAssociations").isEmpty()) {
            throw new ProvisionException(
                    inputs.owner() + ": keyValueStoreAssociations: the local cloud has no key value stores");
        }
        var arn = arn(name);
        boolean live = inputs.flag("publish", true);
        EdgeFunction function;
        try {
            function = new EdgeFunction(name, inputs.string("code"), (requestId, lines) -> log(name, requestId, lines));
        } catch (IllegalArgumentException e) {
            throw new ProvisionException(
                    "%s: InvalidArgument: the code of %s is refused: %s"
                            .formatted(inputs.owner(), name, e.getMessage()),
                    e);
        }
        var before = functions.put(arn, new Published(function, live));
        if (before != null) {
            before.function().close();
        }
        var etag = Ids.of("etag " + registration.urn());
        return Provisioned.running(
                name,
                Map.of(
                        "arn", arn,
                        "etag", etag,
                        "liveStageEtag", live ? etag : "",
                        "status", live ? "DEPLOYED" : "UNPUBLISHED",
                        "name", name));
    }

    private void log(String name, String requestId, Iterable<String> lines) {
        var group = "/aws/cloudfront/function/" + name;
        var stream = LocalDate.ofInstant(context.clock().instant(), ZoneOffset.UTC)
                .toString()
                .replace('-', '/');
        logs.createGroup(group);
        lines.forEach(line -> logs.append(group, stream, requestId + " " + line));
    }
}
