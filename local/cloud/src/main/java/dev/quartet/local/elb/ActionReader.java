package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.util.ArrayList;
import java.util.List;

/** Reads actions as the program writes them, and refuses what AWS refuses. */
final class ActionReader {
    private static final int MOST_WEIGHT = 999;
    private static final int MOST_GROUPS = 5;
    private static final int LONGEST_BODY = 1024;
    private static final List<String> FIXED_TYPES =
            List.of("text/plain", "text/css", "text/html", "application/javascript", "application/json");

    private final Registry registry;

    ActionReader(Registry registry) {
        this.registry = requireNonNull(registry, "registry is null");
    }

    /** Reads the one action in list {@code property}; target groups in it are bound to {@code loadBalancer}. */
    Action read(Inputs inputs, String property, LoadBalancer loadBalancer) {
        var actions = inputs.blocks(property);
        if (actions.isEmpty()) {
            throw new ProvisionException("%s: ValidationError: An action must be specified".formatted(inputs.owner()));
        }
        var action = actions.getLast();
        for (var each : actions) {
            if (each.string("type").startsWith("authenticate-")) {
                throw new ProvisionException("%s: type '%s': the local cloud's load balancers authenticate nobody"
                        .formatted(each.owner(), each.string("type")));
            }
        }
        if (actions.size() > 1) {
            throw new ProvisionException("%s: InvalidLoadBalancerAction: only one %s is allowed, not %d"
                    .formatted(inputs.owner(), property, actions.size()));
        }
        return switch (action.string("type")) {
            case "forward" -> forward(action, loadBalancer);
            case "fixed-response" -> fixed(required(action, "fixedResponse"));
            case "redirect" -> redirect(required(action, "redirect"));
            default ->
                throw new ProvisionException(
                        "%s: ValidationError: type '%s' must be forward, fixed-response or redirect"
                                .formatted(action.owner(), action.string("type")));
        };
    }

    private Action forward(Inputs action, LoadBalancer loadBalancer) {
        var shares = new ArrayList<Action.Forward.Share>();
        var forward = action.block("forward");
        if (forward.isPresent()) {
            if (forward.get()
                    .block("stickiness")
                    .map(s -> s.flag("enabled", false))
                    .orElse(false)) {
                throw new ProvisionException(
                        "%s: stickiness: the local cloud's load balancers have none".formatted(action.owner()));
            }
            for (var share : forward.get().blocks("targetGroups")) {
                shares.add(share(
                        share,
                        share.string("arn"),
                        share.optionalInteger("weight").orElse(1),
                        loadBalancer));
            }
        } else {
            shares.add(share(action, action.string("targetGroupArn"), 1, loadBalancer));
        }
        if (shares.isEmpty() || shares.size() > MOST_GROUPS) {
            throw new ProvisionException("%s: ValidationError: an action forwards to 1 to %d target groups, not %d"
                    .formatted(action.owner(), MOST_GROUPS, shares.size()));
        }
        return new Action.Forward(shares);
    }

    private Action.Forward.Share share(Inputs owner, String groupArn, int weight, LoadBalancer loadBalancer) {
        if (weight < 0 || weight > MOST_WEIGHT) {
            throw new ProvisionException(
                    "%s: ValidationError: weight %d must be 0 to %d".formatted(owner.owner(), weight, MOST_WEIGHT));
        }
        var group = registry.group(owner.owner(), groupArn);
        if (!group.bind(loadBalancer.arn())) {
            throw new ProvisionException(
                    ("%s: TargetGroupAssociationLimit: The following target groups cannot be associated with more than one"
                                    + " load balancer: %s")
                            .formatted(owner.owner(), groupArn));
        }
        return new Action.Forward.Share(group, weight);
    }

    private static Action fixed(Inputs fixed) {
        var code = fixed.optionalString("statusCode").orElse("200");
        if (!code.matches("[245]\\d\\d")) {
            throw new ProvisionException(
                    "%s: ValidationError: statusCode '%s' must be 2XX, 4XX or 5XX".formatted(fixed.owner(), code));
        }
        var type = fixed.string("contentType");
        if (!FIXED_TYPES.contains(type)) {
            throw new ProvisionException("%s: ValidationError: contentType '%s' must be one of %s"
                    .formatted(fixed.owner(), type, FIXED_TYPES));
        }
        var body = fixed.optionalString("messageBody").orElse("");
        if (body.length() > LONGEST_BODY) {
            throw new ProvisionException("%s: ValidationError: messageBody of %d characters must have %d at most"
                    .formatted(fixed.owner(), body.length(), LONGEST_BODY));
        }
        return new Action.FixedResponse(Integer.parseInt(code), type, body);
    }

    private static Action redirect(Inputs redirect) {
        var code = redirect.string("statusCode");
        if (!code.equals("HTTP_301") && !code.equals("HTTP_302")) {
            throw new ProvisionException("%s: ValidationError: statusCode '%s' must be HTTP_301 or HTTP_302"
                    .formatted(redirect.owner(), code));
        }
        var result = new Action.Redirect(
                Integer.parseInt(code.substring("HTTP_".length())),
                redirect.optionalString("protocol").orElse("#{protocol}"),
                redirect.optionalString("host").orElse("#{host}"),
                redirect.optionalString("port").orElse("#{port}"),
                redirect.optionalString("path").orElse("/#{path}"),
                redirect.optionalString("query").orElse("#{query}"));
        if (result.isLoop()) {
            throw new ProvisionException(
                    "%s: InvalidLoadBalancerAction: The redirect configuration is not valid because it creates a loop"
                            .formatted(redirect.owner()));
        }
        return result;
    }

    private static Inputs required(Inputs action, String block) {
        return action.block(block)
                .orElseThrow(() ->
                        new ProvisionException("%s: missing required argument %s".formatted(action.owner(), block)));
    }
}
