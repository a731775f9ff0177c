package dev.quartet.local.iam;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.RoleTrust;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides as IAM does within one account: an explicit Deny anywhere wins; a VPC endpoint's policy must allow too; then the
 * identity's policies or the resource's must allow. Services need the resource's policy. See <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">IAM</a>. Thread-safe.
 */
public final class IamAuthorizer implements Authorizer, RoleTrust {
    private final CloudContext cloud;
    private final PolicyStore store;
    private final Reachability reachability;
    private final AccessRecord record;
    private final Cache<String, PolicyDocument> resourcePolicies =
            Caffeine.newBuilder().maximumSize(2_000).build();

    IamAuthorizer(CloudContext cloud, PolicyStore store, Reachability reachability, AccessRecord record) {
        this.record = record;
        this.cloud = cloud;
        this.store = store;
        this.reachability = reachability;
    }

    @Override
    public void require(AccessRequest request) {
        var refusal = refusal(request);
        if (refusal.isPresent()) {
            throw denied("AccessDeniedException", request, refusal.get());
        }
    }

    @Override
    public boolean allows(AccessRequest request) {
        return refusal(request).isEmpty();
    }

    @Override
    public void validateResourcePolicy(String owner, String policyDocument) {
        PolicyDocument.parse(owner, PolicyDocument.Kind.RESOURCE, policyDocument);
    }

    @Override
    public Role requireTrust(Caller caller, String action, String roleArn, Map<String, String> trustContext) {
        var request = new AccessRequest(caller, action, roleArn, trustContext, Optional.empty());
        var role = store.role(roleArn)
                .orElseThrow(() -> denied("AccessDenied", request, "because there is no such role in this stack"));
        var context = new RequestContext(request, cloud);
        var trust = new Statements(
                "trust policy of role " + role.name(), role.trust().statements());
        var identity = new Statements("identity-based policy", identity(caller));
        var deny = trust.deny(request, context).or(() -> identity.deny(request, context));
        if (deny.isPresent()) {
            throw denied("AccessDenied", request, deny.get());
        }
        if (!trust.allows(request, context, false)) {
            if (!(trust.allows(request, context, true) && identity.allows(request, context, false))) {
                throw denied("AccessDenied", request, trust.whyNot(request, context));
            }
            record.allowed(request, context, identity);
        }
        return new Role(role.arn(), role.name(), role.id(), role.maxSessionSeconds());
    }

    /** Returns why {@code request} is not allowed, empty when it is. */
    private Optional<String> refusal(AccessRequest request) {
        var caller = request.caller();
        var context = new RequestContext(request, cloud);
        var identity = new Statements("identity-based policy", identity(caller));
        var resource = new Statements(
                "resource-based policy",
                request.resourcePolicy().map(this::resourcePolicy).orElse(List.of()));
        var endpoint = endpoint(request);
        var deny = identity.deny(request, context)
                .or(() -> resource.deny(request, context))
                .or(() -> endpoint.flatMap(policy -> policy.deny(request, context)));
        if (deny.isPresent()) {
            return deny;
        }
        if (endpoint.isPresent() && !endpoint.get().allows(request, context, false)) {
            return Optional.of(endpoint.get().whyNot(request, context));
        }
        if (caller.kind() == Caller.Kind.ROOT || resource.allows(request, context, false)) {
            return Optional.empty();
        }
        if (identity.allows(request, context, false)) {
            record.allowed(request, context, identity);
            return Optional.empty();
        }
        return Optional.of((caller.kind() == Caller.Kind.ROLE ? identity : resource).whyNot(request, context));
    }

    private List<Statement> identity(Caller caller) {
        return caller.roleArn().map(store::statements).orElse(List.of());
    }

    private List<Statement> resourcePolicy(String json) {
        return resourcePolicies
                .get(json, text -> PolicyDocument.parse("resource-based policy", PolicyDocument.Kind.RESOURCE, text))
                .statements();
    }

    private Optional<Statements> endpoint(AccessRequest request) {
        var placement = request.caller().placement();
        if (placement.isEmpty()) {
            return Optional.empty();
        }
        var service = request.action().substring(0, request.action().indexOf(':'));
        return reachability
                .endpointPolicy(placement.get(), service)
                .map(json -> new Statements("VPC endpoint policy", resourcePolicy(json)));
    }

    private static AwsException denied(String code, AccessRequest request, String why) {
        var caller = request.caller();
        var who =
                switch (caller.kind()) {
                    case ROOT, ROLE -> "User: " + caller.arn();
                    case SERVICE -> "Service: " + caller.service().orElse("");
                    case ANONYMOUS -> "User: anonymous";
                };
        return new AwsException(
                code,
                403,
                "%s is not authorized to perform: %s on resource: %s %s"
                        .formatted(who, request.action(), request.resource(), why));
    }
}
