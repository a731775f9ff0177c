package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.elb.TargetGroup.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes target groups of what the program says of them, and refuses what AWS refuses. */
final class TargetGroupReader {
    private static final int MOST_PORT = 65_535;
    private static final int MOST_DELAY_SECONDS = 3600;
    private static final int DELAY_SECONDS = 300;
    private static final List<String> ALGORITHMS =
            List.of("round_robin", "least_outstanding_requests", "weighted_random");

    private final Registry registry;
    private final FunctionInvoker invoker;
    private final TargetClient client;
    private final Reachability network;
    private final double pace;

    /** @param pace of health checks and of draining: 1 is AWS's, less is faster */
    TargetGroupReader(
            Registry registry, FunctionInvoker invoker, TargetClient client, Reachability network, double pace) {
        this.registry = requireNonNull(registry, "registry is null");
        this.invoker = requireNonNull(invoker, "invoker is null");
        this.client = requireNonNull(client, "client is null");
        this.network = requireNonNull(network, "network is null");
        this.pace = pace;
    }

    /** Makes the group that {@code inputs} describe. */
    TargetGroup read(Inputs inputs, String arn, String name) {
        if (inputs.block("stickiness").map(s -> s.flag("enabled", true)).orElse(false)) {
            throw new ProvisionException(
                    "%s: stickiness: the local cloud's load balancers have none".formatted(inputs.owner()));
        }
        return switch (inputs.optionalString("targetType").orElse("instance")) {
            case "lambda" -> lambda(inputs, arn, name);
            case "instance" -> http(inputs, arn, name, TargetGroup.Type.INSTANCE);
            case "ip" -> http(inputs, arn, name, TargetGroup.Type.IP);
            default ->
                throw new ProvisionException("%s: targetType '%s': the local cloud has lambda, instance and ip"
                        .formatted(inputs.owner(), inputs.string("targetType")));
        };
    }

    private TargetGroup lambda(Inputs inputs, String arn, String name) {
        if (inputs.has("port") || inputs.has("protocol") || inputs.has("vpcId")) {
            throw new ProvisionException(
                    "%s: ValidationError: port, protocol and vpcId cannot be specified for target groups with target type lambda"
                            .formatted(inputs.owner()));
        }
        if (inputs.block("healthCheck")
                .map(check -> check.flag("enabled", true))
                .orElse(false)) {
            throw new ProvisionException(
                    "%s: healthCheck: the local cloud has none for functions; AWS bills each as an invocation"
                            .formatted(inputs.owner()));
        }
        var backend = new LambdaBackend(
                invoker, registry.context().accountId(), arn, inputs.flag("lambdaMultiValueHeadersEnabled", false));
        return new TargetGroup(new Settings(arn, name, TargetGroup.Type.LAMBDA, 0, ""), backend);
    }

    private TargetGroup http(Inputs inputs, String arn, String name, TargetGroup.Type type) {
        var protocol = inputs.string("protocol");
        var version = inputs.optionalString("protocolVersion").orElse("HTTP1");
        if (!protocol.equals("HTTP") || !version.equals("HTTP1")) {
            throw new ProvisionException("%s: protocol '%s' %s: the local cloud reaches targets by HTTP, HTTP1 alone"
                    .formatted(inputs.owner(), protocol, version));
        }
        var backend = new HttpBackend(
                TargetGroup.suffix(arn),
                within(inputs, "port", inputs.integer("port"), 1, MOST_PORT),
                options(inputs),
                client,
                network);
        var group =
                new TargetGroup(new Settings(arn, name, type, inputs.integer("port"), inputs.string("vpcId")), backend);
        backend.serves(() -> group.loadBalancer().flatMap(registry::findLoadBalancer));
        return group;
    }

    private HttpBackend.Options options(Inputs inputs) {
        var algorithm = inputs.optionalString("loadBalancingAlgorithmType").orElse("round_robin");
        if (!ALGORITHMS.contains(algorithm)) {
            throw new ProvisionException("%s: ValidationError: loadBalancingAlgorithmType '%s' must be one of %s"
                    .formatted(inputs.owner(), algorithm, ALGORITHMS));
        }
        int slowStart = inputs.optionalInteger("slowStart").orElse(0);
        if (slowStart != 0) {
            within(inputs, "slowStart", slowStart, 30, 900);
        }
        int delay = within(
                inputs,
                "deregistrationDelay",
                inputs.optionalInteger("deregistrationDelay").orElse(DELAY_SECONDS),
                0,
                MOST_DELAY_SECONDS);
        var block = inputs.block("healthCheck").orElseGet(() -> new Inputs(inputs.owner() + ".healthCheck", Map.of()));
        var check = block.flag("enabled", true) ? HealthCheck.read(block).paced(pace) : null;
        return new HttpBackend.Options(
                new Balancing(
                        Balancing.Algorithm.valueOf(algorithm.toUpperCase(Locale.ROOT)), Duration.ofSeconds(slowStart)),
                check,
                HealthCheck.times(Duration.ofSeconds(delay), pace));
    }

    private static int within(Inputs inputs, String property, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ProvisionException("%s: ValidationError: %s '%d' must be %d to %d"
                    .formatted(inputs.owner(), property, value, least, most));
        }
        return value;
    }
}
