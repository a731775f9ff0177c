package dev.quartet.local.elb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.util.LinkedHashMap;
import java.util.List;

/** Handlers of target groups and of what is attached to them. */
final class TargetGroupResources implements ResourceModule {
    private final Registry registry;
    private final FunctionInvoker invoker;

    TargetGroupResources(Registry registry, FunctionInvoker invoker) {
        this.registry = requireNonNull(registry, "registry is null");
        this.invoker = requireNonNull(invoker, "invoker is null");
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
        var type = inputs.optionalString("targetType").orElse("instance");
        if (!type.equals("lambda")) {
            throw new ProvisionException("%s: targetType '%s': the local cloud has targets of type lambda alone"
                    .formatted(inputs.owner(), type));
        }
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
        registry.add(
                inputs.owner(),
                new TargetGroup(new TargetGroup.Settings(arn, name, TargetGroup.Type.LAMBDA, 0, ""), backend));
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("arn", arn);
        outputs.put("arnSuffix", TargetGroup.suffix(arn));
        outputs.put("name", name);
        outputs.put("loadBalancerArns", List.of());
        outputs.put("loadBalancingAlgorithmType", "round_robin");
        outputs.put("ipAddressType", "ipv4");
        outputs.put("tagsAll", inputs.texts("tags"));
        return Provisioned.running(arn, outputs);
    }

    private Provisioned attachment(Registration registration) {
        var inputs = registration.inputs();
        var group = registry.group(inputs.owner(), inputs.string("targetGroupArn"));
        var id = inputs.string("targetId");
        if (group.backend() instanceof LambdaBackend lambda) {
            attach(inputs, lambda, id);
        }
        return Provisioned.running(group.arn() + "-" + id, java.util.Map.of());
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
