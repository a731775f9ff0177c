package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.TargetGroups;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Handlers of target groups and of what is attached to them. */
final class TargetGroupResources implements ResourceModule {
    private final Registry registry;
    private final TargetGroupReader reader;

    TargetGroupResources(Registry registry, TargetGroupReader reader) {
        this.registry = requireNonNull(registry, "registry is null");
        this.reader = requireNonNull(reader, "reader is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        Tokens.TARGET_GROUP.forEach(token -> catalog.resource(token, this::targetGroup));
        Tokens.ATTACHMENT.forEach(token -> catalog.resource(token, this::attachment));
    }

    private Provisioned targetGroup(Registration registration) {
        var inputs = registration.inputs();
        var name = Registry.requireName(inputs.owner(), registration.physicalName("name"));
        var arn = registry.arn("targetgroup", name);
        var group = reader.read(inputs, arn, name);
        registry.add(inputs.owner(), group);
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", arn);
        outputs.put("arnSuffix", TargetGroup.suffix(arn));
        outputs.put("name", name);
        outputs.put("loadBalancerArns", List.of());
        outputs.put(
                "loadBalancingAlgorithmType",
                inputs.optionalString("loadBalancingAlgorithmType").orElse("round_robin"));
        outputs.put("ipAddressType", "ipv4");
        outputs.put("tagsAll", inputs.texts("tags"));
        return Provisioned.running(arn, outputs);
    }

    private Provisioned attachment(Registration registration) {
        var inputs = registration.inputs();
        var group = registry.group(inputs.owner(), inputs.string("targetGroupArn"));
        var id = inputs.string("targetId");
        switch (group.backend()) {
            case LambdaBackend lambda -> attach(inputs, lambda, id);
            case HttpBackend http -> attach(inputs, group, http, id);
        }
        return Provisioned.running(group.arn() + "-" + id, Map.of());
    }

    private static void attach(Inputs inputs, TargetGroup group, HttpBackend http, String id) {
        if (group.settings().type() == TargetGroup.Type.INSTANCE) {
            throw new ProvisionException(
                    "%s: targetId '%s': instances join a target group by their Auto Scaling group in the local cloud"
                            .formatted(inputs.owner(), id));
        }
        if (!id.matches("127(\\.\\d{1,3}){3}")) {
            throw new ProvisionException(
                    "%s: targetId '%s': the local cloud reaches addresses on this machine alone, 127.0.0.0/8"
                            .formatted(inputs.owner(), id));
        }
        int port = inputs.optionalInteger("port").orElse(group.settings().port());
        http.register(new TargetGroups.Target(
                id, OptionalInt.of(port), new InetSocketAddress(id, port), "all", Optional.empty()));
    }

    private static void attach(Inputs inputs, LambdaBackend lambda, String functionArn) {
        try {
            lambda.requireInvocable(functionArn);
        } catch (AwsException e) {
            throw new ProvisionException(
                    "%s: %s: %s principal does not have permission to invoke %s from target group %s: %s"
                            .formatted(
                                    inputs.owner(),
                                    e.code().equals("ResourceNotFoundException") ? "InvalidTarget" : "AccessDenied",
                                    LambdaBackend.PRINCIPAL,
                                    functionArn,
                                    inputs.string("targetGroupArn"),
                                    e.getMessage()),
                    e);
        }
        if (lambda.target().filter(present -> !present.equals(functionArn)).isPresent()) {
            throw new ProvisionException(
                    "%s: TooManyTargets: a target group of type lambda has one target, and this one has %s"
                            .formatted(inputs.owner(), lambda.target().get()));
        }
        lambda.target(functionArn);
    }
}
