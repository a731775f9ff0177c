package dev.quartet.local.cloudfront.control;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.cloudfront.config.Behavior;
import dev.quartet.local.cloudfront.config.PathPattern;
import dev.quartet.local.cloudfront.function.EdgeFunction;
import dev.quartet.local.cloudfront.function.OnViewerRequest;
import dev.quartet.local.cloudfront.function.OnViewerResponse;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads cache behaviours. Thread-safe. */
final class Behaviors {
    private static final List<Set<String>> METHODS = List.of(
            Set.of("GET", "HEAD"),
            Set.of("GET", "HEAD", "OPTIONS"),
            Set.of("GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"));
    private static final Set<String> PROTOCOLS = Set.of("allow-all", "https-only", "redirect-to-https");

    private final Policies policies;
    private final FunctionResources functions;

    Behaviors(Policies policies, FunctionResources functions) {
        this.policies = requireNonNull(policies, "policies is null");
        this.functions = requireNonNull(functions, "functions is null");
    }

    Behavior read(Inputs inputs, String pattern) {
        var owner = inputs.owner();
        var protocol = inputs.string("viewerProtocolPolicy");
        if (!PROTOCOLS.contains(protocol)) {
            throw new ProvisionException("%s: InvalidViewerProtocolPolicy: '%s'; allowed are %s"
                    .formatted(owner, protocol, PROTOCOLS.stream().sorted().toList()));
        }
        if (inputs.has("forwardedValues")
                || !inputs.blocks("lambdaFunctionAssociations").isEmpty()) {
            throw new ProvisionException(
                    "%s: the local cloud knows neither forwardedValues (use a cache policy) nor Lambda@Edge"
                            .formatted(owner));
        }
        var associated = functions(inputs);
        try {
            return new Behavior(
                    PathPattern.of(pattern),
                    inputs.string("targetOriginId"),
                    methods(inputs, "allowedMethods"),
                    methods(inputs, "cachedMethods"),
                    inputs.flag("compress", false),
                    policies.cache(owner, inputs.string("cachePolicyId")),
                    given(inputs, "originRequestPolicyId").map(id -> policies.originRequest(owner, id)),
                    given(inputs, "responseHeadersPolicyId").map(id -> policies.responseHeaders(owner, id)),
                    Optional.ofNullable(associated.get("viewer-request")).map(OnViewerRequest::new),
                    Optional.ofNullable(associated.get("viewer-response")).map(OnViewerResponse::new));
        } catch (IllegalArgumentException e) {
            throw new ProvisionException("%s: InvalidArgument: %s".formatted(owner, e.getMessage()), e);
        }
    }

    private Map<String, EdgeFunction> functions(Inputs inputs) {
        var associated = new LinkedHashMap<String, EdgeFunction>();
        for (var association : inputs.blocks("functionAssociations")) {
            var event = association.string("eventType");
            if (!event.equals("viewer-request") && !event.equals("viewer-response")) {
                throw new ProvisionException(
                        "%s: InvalidFunctionAssociation: eventType '%s'; allowed are viewer-request and viewer-response"
                                .formatted(association.owner(), event));
            }
            var function = functions.find(association.owner(), association.string("functionArn"));
            if (associated.put(event, function) != null) {
                throw new ProvisionException(
                        "%s: InvalidFunctionAssociation: two functions for %s".formatted(association.owner(), event));
            }
        }
        return associated;
    }

    private static Set<String> methods(Inputs inputs, String property) {
        var methods = Set.copyOf(inputs.strings(property));
        if (!METHODS.contains(methods) || (property.equals("cachedMethods") && methods.size() > 3)) {
            throw new ProvisionException("%s: InvalidArgument: %s %s; allowed are %s"
                    .formatted(
                            inputs.owner(),
                            property,
                            methods.stream().sorted().toList(),
                            property.equals("cachedMethods") ? METHODS.subList(0, 2) : METHODS));
        }
        return methods;
    }

    private static Optional<String> given(Inputs inputs, String property) {
        return inputs.optionalString(property).filter(text -> !text.isEmpty());
    }
}
