package dev.quartet.local.lambda;

import dev.quartet.local.core.Change;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceUpdater;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Creates and changes the program's functions. Thread-safe. */
final class FunctionProvisioner implements ResourceUpdater {
    private static final Set<String> IDENTITY = Set.of("name", "packageType", "deadLetterConfig");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9-_]{1,64}");
    private static final int DEFAULT_MEMORY_MB = 128;
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final CloudContext context;
    private final FunctionRegistry registry;
    private final CodeStore codes;
    private final CreationChecks checks;
    private final FileSystemMounts mounts;
    /** The arguments of each function as it is now. */
    private final Map<String, Inputs> definitions = new ConcurrentHashMap<>();

    FunctionProvisioner(
            CloudContext context,
            FunctionRegistry registry,
            CodeStore codes,
            CreationChecks checks,
            FileSystemMounts mounts) {
        this.context = context;
        this.registry = registry;
        this.codes = codes;
        this.checks = checks;
        this.mounts = mounts;
    }

    Provisioned provision(Registration registration) {
        var inputs = registration.inputs();
        checks.requireInputs(inputs);
        var latest = latest(inputs, name(registration));
        checks.requireRole(inputs, latest);
        mounts.require(inputs, latest);
        var function = new LambdaFunction(latest, reserved(inputs), inputs.texts("tags"));
        registry.add(function);
        definitions.put(latest.name(), inputs);
        var version = inputs.flag("publish", false) ? function.publish(Optional.empty()) : latest;
        return Provisioned.running(latest.name(), outputs(inputs, function, version));
    }

    @Override
    public Provisioned plan(Change change) {
        var inputs = changed(change);
        var function = function(change);
        var latest = latest(inputs, function.name());
        var version = inputs.flag("publish", false) ? function.next(latest) : latest;
        return Provisioned.running(function.name(), outputs(inputs, function, version));
    }

    @Override
    public Provisioned apply(Change change) {
        var inputs = changed(change);
        var function = function(change);
        change(function, inputs);
        var version = inputs.flag("publish", false) ? function.publish(Optional.empty()) : function.latest();
        return Provisioned.running(function.name(), outputs(inputs, function, version));
    }

    /** Changes $LATEST as {@code edit} changes the arguments that it was made of, in the program's names. */
    void change(LambdaFunction function, Consumer<Map<String, Object>> edit) {
        synchronized (function) {
            var inputs = new HashMap<>(definitions(function).asMap());
            edit.accept(inputs);
            change(function, new Inputs(function.name(), inputs));
        }
    }

    private void change(LambdaFunction function, Inputs inputs) {
        synchronized (function) {
            checks.requireInputs(inputs);
            var latest = latest(inputs, function.name());
            checks.requireRole(inputs, latest);
            mounts.require(inputs, latest);
            function.change(latest, reserved(inputs), inputs.texts("tags"));
            definitions.put(function.name(), inputs);
        }
    }

    private Inputs definitions(LambdaFunction function) {
        return Objects.requireNonNull(definitions.get(function.name()), function.name());
    }

    private Inputs changed(Change change) {
        change.requireSame(IDENTITY);
        checks.requireInputs(change.after().inputs());
        return change.after().inputs();
    }

    private LambdaFunction function(Change change) {
        return registry.function(FunctionName.parse(change.made().id()));
    }

    private static String name(Registration registration) {
        var inputs = registration.inputs();
        var name = inputs.optionalString("name")
                .orElseGet(() -> registration.name() + "-"
                        + Integer.toHexString(registration.urn().hashCode()));
        if (!NAME.matcher(name).matches()) {
            throw new ProvisionException(
                    "%s: name '%s'; allowed are 1-64 letters, digits, '-', '_'".formatted(inputs.owner(), name));
        }
        return name;
    }

    private FunctionVersion latest(Inputs inputs, String name) {
        var logging = inputs.block("loggingConfig");
        return new FunctionVersion(
                name,
                context.arn("lambda", "function:" + name),
                FunctionVersion.LATEST,
                inputs.optionalString("description").orElse(""),
                inputs.string("role"),
                inputs.string("runtime"),
                inputs.string("handler"),
                codes.unpack(inputs.owner(), zip(inputs)),
                inputs.optionalInteger("memorySize").orElse(DEFAULT_MEMORY_MB),
                inputs.optionalInteger("timeout").orElse(DEFAULT_TIMEOUT_SECONDS),
                inputs.block("environment")
                        .map(block -> block.texts("variables"))
                        .orElse(Map.of()),
                new FunctionVersion.Logging(
                        logging.flatMap(block -> block.optionalString("logGroup"))
                                .orElse("/aws/lambda/" + name),
                        logging.flatMap(block -> block.optionalString("logFormat"))
                                .orElse("Text")
                                .equals("JSON")),
                placement(inputs, name),
                FileSystemMounts.read(inputs),
                inputs.block("snapStart")
                        .map(block -> block.string("applyOn").equals("PublishedVersions"))
                        .orElse(false),
                inputs.block("tracingConfig")
                        .map(block -> block.string("mode").equals("Active"))
                        .orElse(false),
                CreationChecks.storage(inputs),
                inputs.strings("architectures").isEmpty() ? List.of("x86_64") : inputs.strings("architectures"),
                TIME.format(context.clock().instant()),
                UUID.randomUUID().toString());
    }

    private static Path zip(Inputs inputs) {
        if (!inputs.has("code")) {
            throw new ProvisionException(
                    "%s: the local cloud takes a function's code as an archive (code), not from a bucket or an image"
                            .formatted(inputs.owner()));
        }
        return inputs.asset("code")
                .path()
                .orElseThrow(() -> new ProvisionException(
                        "%s: code must be a file archive: the zip of the function".formatted(inputs.owner())));
    }

    private static Optional<Placement> placement(Inputs inputs, String name) {
        return inputs.block("vpcConfig")
                .filter(vpc -> !vpc.strings("subnetIds").isEmpty())
                .map(vpc -> new Placement(name, vpc.strings("subnetIds"), vpc.strings("securityGroupIds")));
    }

    private static OptionalInt reserved(Inputs inputs) {
        var reserved = inputs.optionalInteger("reservedConcurrentExecutions");
        if (reserved.isPresent() && reserved.getAsInt() < -1) {
            throw new ProvisionException("%s: reservedConcurrentExecutions %d; allowed are -1 (none) or 0 and more"
                    .formatted(inputs.owner(), reserved.getAsInt()));
        }
        return reserved.isPresent() && reserved.getAsInt() == -1 ? OptionalInt.empty() : reserved;
    }

    private Map<String, Object> outputs(Inputs inputs, LambdaFunction function, FunctionVersion version) {
        var outputs = new HashMap<String, Object>();
        outputs.put("name", function.name());
        outputs.put("arn", function.arn().toString());
        outputs.put(
                "invokeArn",
                LambdaModule.invokeArn(context.region(), function.arn().toString()));
        outputs.put("version", version.version());
        outputs.put("qualifiedArn", version.qualifiedArn());
        outputs.put("qualifiedInvokeArn", LambdaModule.invokeArn(context.region(), version.qualifiedArn()));
        outputs.put("lastModified", version.lastModified());
        outputs.put("codeSha256", version.code().sha256());
        outputs.put(
                "sourceCodeHash",
                inputs.optionalString("sourceCodeHash").orElse(version.code().sha256()));
        outputs.put("sourceCodeSize", (double) version.code().size());
        outputs.put("signingJobArn", "");
        outputs.put("signingProfileVersionArn", "");
        outputs.put("tagsAll", function.tags());
        var defaults = Map.of(
                "architectures", version.architectures(),
                "ephemeralStorage", Map.of("size", (double) version.ephemeralStorage()),
                "loggingConfig",
                        Map.of(
                                "logFormat",
                                version.logging().json() ? "JSON" : "Text",
                                "logGroup",
                                version.logging().group()),
                "tracingConfig", Map.of("mode", version.tracing() ? "Active" : "PassThrough"));
        defaults.forEach((property, value) -> {
            if (!inputs.has(property)) {
                outputs.put(property, value);
            }
        });
        return outputs;
    }
}
