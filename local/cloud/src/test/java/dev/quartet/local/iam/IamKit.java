package dev.quartet.local.iam;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An IAM whose roles are registered as the program would. */
public final class IamKit {
    public static final Caller ROOT = new Caller(
            Caller.Kind.ROOT,
            "arn:aws:iam::123456789012:root",
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());

    final Map<String, String> endpointPolicies = new HashMap<>();
    private final IamModule module;
    private final ResourceCatalog catalog = new ResourceCatalog();

    public IamKit() {
        this(Clock.fixed(Instant.parse("2026-01-31T12:00:00Z"), ZoneOffset.UTC));
    }

    public IamKit(Clock clock) {
        module = new IamModule(context(clock), new Endpoints());
        module.install(catalog);
    }

    public static CloudContext context(Clock clock) {
        return new CloudContext(
                "test", "123456789012", "eu-central-1", clock, "http://127.0.0.1:4566", Path.of("."), Optional.empty());
    }

    public IamAuthorizer authorizer() {
        return module.authorizer();
    }

    String accessRecord() {
        return module.accessRecord();
    }

    public ResourceCatalog catalog() {
        return catalog;
    }

    public Provisioned register(String type, String name, Map<String, ?> inputs) {
        return catalog.provision(new Registration(
                type,
                name,
                "urn:pulumi:test::quartet::" + type + "::" + name,
                "eu-central-1",
                new Inputs(name, inputs),
                List.of()));
    }

    /** Registers a role that a service may assume, and returns a session of it. */
    public Caller role(String name, String service) {
        return roleWithTrust(name, """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "%s"},
                 "Action": "sts:AssumeRole"}]}""".formatted(service));
    }

    public Caller roleWithTrust(String name, String trust) {
        var role = register("aws:iam/role:Role", name, Map.of("name", name, "assumeRolePolicy", trust));
        return new Caller(
                Caller.Kind.ROLE,
                "arn:aws:sts::123456789012:assumed-role/" + name + "/session",
                Optional.of((String) role.outputs().get("arn")),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    public void allow(String role, String action, String resource) {
        inline(role, """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "%s"}]}""".formatted(action, resource));
    }

    public void inline(String role, String policy) {
        register(
                "aws:iam/rolePolicy:RolePolicy",
                "policy-" + Integer.toHexString(policy.hashCode()),
                Map.of("role", role, "policy", policy));
    }

    Caller session(Caller caller, Map<String, String> context) {
        return new Caller(caller.kind(), caller.arn(), caller.roleArn(), Optional.empty(), context, Optional.empty());
    }

    /** A VPC with nothing but endpoint policies. */
    private final class Endpoints implements Reachability {
        @Override
        public Optional<String> blockedToService(Placement from, String service) {
            return Optional.empty();
        }

        @Override
        public Optional<String> blockedToPort(Placement from, Placement to, int port) {
            return Optional.empty();
        }

        @Override
        public Optional<String> endpointPolicy(Placement from, String service) {
            return Optional.ofNullable(endpointPolicies.get(service));
        }
    }
}
