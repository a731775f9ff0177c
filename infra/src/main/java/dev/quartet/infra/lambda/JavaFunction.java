package dev.quartet.infra.lambda;

import com.pulumi.asset.FileArchive;
import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.lambda.Alias;
import com.pulumi.aws.lambda.AliasArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.AliasRoutingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionFileSystemConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionSnapStartArgs;
import com.pulumi.aws.lambda.inputs.FunctionTracingConfigArgs;
import com.pulumi.aws.lambda.inputs.FunctionVpcConfigArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.exports.FunctionRef;
import dev.quartet.infra.config.Canary;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.Alarms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Java function on Graviton: SnapStart on each published version (but not with a folder), the alias {@code live} on the newest one (or, with a canary, on
 * two), a log group, a role and alarms of its own. Callers use the alias; SnapStart works on versions only.
 */
public final class JavaFunction extends ComponentResource {
    /** The alias that callers invoke. */
    public static final String ALIAS = "live";

    private final String functionName;
    private final Alias alias;

    public JavaFunction(Scope scope, Resource parent, FunctionSpec spec, Alarms alarms) {
        super("quartet:lambda:JavaFunction", spec.name(), Scope.component(parent));
        this.functionName = scope.names().regional(spec.name());
        LogGroup logs = new LogGroup(
                spec.name(),
                LogGroupArgs.builder()
                        .name("/aws/lambda/" + functionName)
                        .retentionInDays(scope.settings().operations().logRetentionDays())
                        .build(),
                Scope.in(this));
        FunctionRole role = new FunctionRole(this, scope, spec, logs);
        List<Resource> after = new ArrayList<>(spec.after());
        after.add(role.policy());
        spec.vpc().ifPresent(vpc -> after.addAll(vpc.reachable()));
        Function function =
                new Function(spec.name(), args(scope, spec, logs, role).build(), Scope.in(this, after));
        Optional<Canary> canary = scope.settings().canary(spec.name());
        this.alias = new Alias(spec.name(), alias(function, canary), Scope.in(this));
        scope.tally().function(spec.name(), spec.memoryMb());
        canary.ifPresent(known -> CanaryAlarm.add(this, alarms, spec.name(), functionName, function.version()));
        new FunctionAlarms(alarms, functionName).create(this, spec);
        registerOutputs(Map.of("functionName", function.name(), "alias", alias.name()));
    }

    /** The newest version gets all; with a canary its share, and the stable one the rest. */
    private static AliasArgs alias(Function function, Optional<Canary> canary) {
        AliasArgs.Builder args = AliasArgs.builder()
                .name(ALIAS)
                .description("What callers invoke")
                .functionName(function.name());
        return canary.map(known -> args.functionVersion(known.stable())
                        .routingConfig(AliasRoutingConfigArgs.builder()
                                // Lambda refuses the same version twice: nothing new has been published yet.
                                .additionalVersionWeights(function.version()
                                        .applyValue(newest -> newest.equals(known.stable())
                                                ? Map.of()
                                                : Map.of(newest, known.share())))
                                .build()))
                .orElseGet(() -> args.functionVersion(function.version()))
                .build();
    }

    private FunctionArgs.Builder args(Scope scope, FunctionSpec spec, LogGroup logs, FunctionRole role) {
        FunctionArgs.Builder args = FunctionArgs.builder()
                .name(functionName)
                .description(spec.description())
                .runtime("java21")
                .architectures("arm64")
                .code(new FileArchive(spec.zip()))
                .handler(spec.handler())
                .memorySize(spec.memoryMb())
                .timeout(spec.timeoutSeconds())
                .role(role.arn())
                .publish(true)
                // The handler writes its own JSON lines; Text leaves them, and metric lines, as they are.
                .loggingConfig(FunctionLoggingConfigArgs.builder()
                        .logFormat("Text")
                        .logGroup(logs.name())
                        .build())
                .tracingConfig(FunctionTracingConfigArgs.builder()
                        .mode(scope.settings().operations().xray() ? "Active" : "PassThrough")
                        .build())
                .environment(FunctionEnvironmentArgs.builder()
                        .variables(environment(spec))
                        .build());
        // Lambda refuses SnapStart for functions with a file system.
        // https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html
        spec.folder()
                .ifPresentOrElse(
                        folder -> args.fileSystemConfig(FunctionFileSystemConfigArgs.builder()
                                .arn(folder.accessPointArn())
                                .localMountPath(folder.path())
                                .build()),
                        () -> args.snapStart(FunctionSnapStartArgs.builder()
                                .applyOn("PublishedVersions")
                                .build()));
        return spec.vpc()
                .map(vpc -> args.vpcConfig(FunctionVpcConfigArgs.builder()
                        .subnetIds(vpc.subnetIds())
                        .securityGroupIds(Output.all(vpc.group().id()))
                        .build()))
                .orElse(args);
    }

    private static Output<Map<String, String>> environment(FunctionSpec spec) {
        List<String> names = List.copyOf(spec.environment().keySet());
        return Output.all(List.copyOf(spec.environment().values())).applyValue(values -> {
            Map<String, String> variables = new java.util.LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                variables.put(names.get(i), values.get(i));
            }
            return variables;
        });
    }

    /** Returns the ARN by which API Gateway invokes the alias. */
    public Output<String> invokeArn() {
        return alias.invokeArn();
    }

    /** Returns the alias' ARN, which event sources invoke. */
    public Output<String> aliasArn() {
        return alias.arn();
    }

    /** Returns the function's name. */
    public Output<String> functionName() {
        return alias.functionName();
    }

    /** Returns the alias' name, which permissions bear as their qualifier. */
    public Output<String> aliasName() {
        return alias.name();
    }

    /** Returns what the exports say of this function. */
    public Output<FunctionRef> ref() {
        return Output.tuple(alias.functionName(), alias.name()).applyValue(t -> new FunctionRef(t.t1, t.t2));
    }
}
