package dev.quartet.local.lambda;

import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Change;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceHandler;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.ResourceUpdater;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The program's aliases, permissions and provisioned concurrency; functions are {@link FunctionProvisioner}'s. */
final class LambdaModule implements ResourceModule {
    private final FunctionRegistry registry;
    private final FunctionProvisioner functions;
    private final InvokeConfigs configs;
    private final Authorizer authorizer;
    private final String region;

    LambdaModule(
            FunctionRegistry registry,
            FunctionProvisioner functions,
            InvokeConfigs configs,
            Authorizer authorizer,
            String region) {
        this.configs = configs;
        this.authorizer = authorizer;
        this.registry = registry;
        this.functions = functions;
        this.region = region;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:lambda/function:Function", inWords(this::function));
        catalog.resource("aws:lambda/alias:Alias", inWords(this::alias));
        catalog.updater("aws:lambda/function:Function", inWords(functions));
        catalog.updater("aws:lambda/alias:Alias", inWords(new AliasUpdater(registry)));
        catalog.updater(
                "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
                inWords(ResourceUpdater.again(configs::provision, InvokeConfigs.IDENTITY)));
        catalog.resource("aws:lambda/permission:Permission", inWords(this::permission));
        catalog.resource(
                "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig",
                inWords(this::provisionedConcurrency));
        catalog.resource("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", inWords(configs::provision));
    }

    private Provisioned function(Registration registration) {
        var function = functions.provision(registration);
        configs.function(registration.inputs(), function.id());
        return function;
    }

    /** The ARN by which API Gateway invokes {@code functionArn}. */
    static String invokeArn(String region, String functionArn) {
        return "arn:aws:apigateway:%s:lambda:path/2015-03-31/functions/%s/invocations".formatted(region, functionArn);
    }

    private Provisioned alias(Registration registration) {
        var inputs = registration.inputs();
        var function = function(inputs, "functionName");
        var alias = AliasUpdater.alias(inputs, registration.name());
        Aliases.require(function, alias);
        function.add(alias);
        var arn = function.arn() + ":" + alias.name();
        return Provisioned.running(arn, Map.of("arn", arn, "name", alias.name(), "invokeArn", invokeArn(region, arn)));
    }

    private Provisioned permission(Registration registration) {
        var inputs = registration.inputs();
        var named = FunctionName.parse(inputs.string("function")).qualified(inputs.optionalString("qualifier"));
        var function = registry.function(named);
        // A version that the qualifier names must exist: Lambda refuses permissions on nothing.
        var target = registry.target(named, 0);
        var id = inputs.optionalString("statementId")
                .orElseGet(() -> inputs.optionalString("statementIdPrefix").orElse(registration.name() + "-")
                        + Integer.toHexString(registration.urn().hashCode()));
        var permission = new Permission(
                id,
                inputs.string("action"),
                inputs.string("principal"),
                target.qualifier(),
                inputs.optionalString("sourceArn"),
                inputs.optionalString("sourceAccount"));
        function.add(permission);
        function.policy(target.qualifier())
                .ifPresent(policy -> authorizer.validateResourcePolicy(inputs.owner(), policy));
        return Provisioned.running(id, Map.of("statementId", id));
    }

    private Provisioned provisionedConcurrency(Registration registration) {
        var inputs = registration.inputs();
        var function = function(inputs, "functionName");
        var qualifier = inputs.string("qualifier");
        var version = registry.target(new FunctionName(function.name(), Optional.of(qualifier)), 0)
                .version();
        if (version.restored()) {
            throw new ProvisionException(
                    "%s: InvalidParameterValueException: Provisioned Concurrency is not supported for SnapStart enabled functions. (function %s, version %s)"
                            .formatted(inputs.owner(), function.name(), version.version()));
        }
        return Provisioned.recorded(function.name() + "," + qualifier, Map.of());
    }

    private LambdaFunction function(Inputs inputs, String property) {
        return registry.function(FunctionName.parse(inputs.string(property)));
    }

    private static ResourceUpdater inWords(ResourceUpdater updater) {
        return new ResourceUpdater() {
            @Override
            public Provisioned plan(Change change) {
                return inWords(change.after(), () -> updater.plan(change));
            }

            @Override
            public Provisioned apply(Change change) {
                return inWords(change.after(), () -> updater.apply(change));
            }
        };
    }

    private static ResourceHandler inWords(ResourceHandler handler) {
        return registration -> inWords(registration, () -> handler.provision(registration));
    }

    /** An error of the API's becomes one that names the resource. */
    private static Provisioned inWords(Registration registration, Supplier<Provisioned> work) {
        try {
            return work.get();
        } catch (AwsException e) {
            throw new ProvisionException(
                    "%s: %s: %s".formatted(registration.inputs().owner(), e.code(), e.getMessage()), e);
        }
    }
}
