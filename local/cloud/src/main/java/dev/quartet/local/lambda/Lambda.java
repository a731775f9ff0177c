package dev.quartet.local.lambda;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.CredentialIssuer;
import dev.quartet.local.core.FileSystems;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.http.HttpHandler;
import dev.quartet.local.lambda.destination.Destinations;
import dev.quartet.local.lambda.eventsource.EventSources;
import dev.quartet.local.lambda.eventsource.MappedFunctions;
import dev.quartet.local.process.ChildProcesses;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** AWS Lambda of one stack: its parts, wired. Close it before the child processes it was given. Thread-safe. */
public final class Lambda implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lambda.class);

    private final CodeStore codes;
    private final Fleet fleet;
    private final AsyncInvocations asynchronous;
    private final Invoker invoker;
    private final LambdaModule resources;
    private final LambdaService api;
    private final InvokeConfigs configs;
    private final MappedFunctions mapped;
    private final FaultsManagement faults;

    /** Wires it; no process runs before the first call. */
    public Lambda(
            CloudContext context,
            LambdaOptions options,
            ChildProcesses processes,
            CredentialIssuer issuer,
            Authorizer authorizer,
            Metrics metrics,
            LogSink logs,
            FileSystems fileSystems) {
        this(
                context,
                options,
                processes,
                issuer,
                authorizer,
                metrics,
                logs,
                fileSystems,
                (target, event, tries, last) -> log.warn(
                        "{}: event {} is dropped after {} tries: it has no on-failure destination",
                        target.invokedArn(),
                        event.requestId(),
                        tries),
                AsyncInvocations.RETRY_DELAYS);
    }

    Lambda(
            CloudContext context,
            LambdaOptions options,
            ChildProcesses processes,
            CredentialIssuer issuer,
            Authorizer authorizer,
            Metrics metrics,
            LogSink logs,
            FileSystems fileSystems,
            AsyncInvocations.FailureDestination destination,
            List<Duration> retryDelays) {
        requireNonNull(context, "context is null");
        var roles = new RoleSessions(context, issuer);
        var registry = new FunctionRegistry(context);
        var lambdaMetrics = new LambdaMetrics(metrics, context.region());
        codes = new CodeStore(context.workDirectory().resolve("lambda").resolve("code"));
        var mounts = new FileSystemMounts(fileSystems, roles);
        fleet = new Fleet(
                new Launcher(context, options, processes, roles, authorizer, logs, mounts), options, context.clock());
        var functionFaults = new FunctionFaults();
        faults = new FaultsManagement(registry, functionFaults);
        var invocations = new Invocations(
                context, registry, authorizer, fleet, lambdaMetrics, functionFaults, () -> ThreadLocalRandom.current()
                        .nextDouble());
        configs = new InvokeConfigs(registry, roles);
        asynchronous = new AsyncInvocations(
                context,
                invocations,
                lambdaMetrics,
                new AsyncRecords(context, configs, roles, lambdaMetrics),
                destination,
                retryDelays);
        mapped = new FunctionsOfMappings(registry, invocations, roles, lambdaMetrics);
        invoker = new Invoker(invocations, asynchronous);
        var functions =
                new FunctionProvisioner(context, registry, codes, new CreationChecks(roles, authorizer), mounts);
        resources = new LambdaModule(registry, functions, configs, authorizer, context.region());
        var uploads = context.workDirectory().resolve("lambda").resolve("uploads");
        api = new LambdaService(
                registry,
                authorizer,
                invocations,
                asynchronous,
                new FunctionChanges(registry, functions, authorizer, uploads));
    }

    /** Returns the API under the gateway. */
    public AwsService api() {
        return api;
    }

    /** Returns the handlers of the program's resources. */
    public ResourceModule resources() {
        return resources;
    }

    /** Returns how other services call functions. */
    public FunctionInvoker invoker() {
        return invoker;
    }

    /** Returns the functions as event source mappings call them. */
    public MappedFunctions mapped() {
        return mapped;
    }

    /** Returns what lets functions fail on demand, to be found at {@code /_quartet/lambda}. */
    public HttpHandler management() {
        return faults;
    }

    /** Connects it with what refers to it in turn: where records go, and the mappings whose API is under Lambda's. */
    public void connect(Destinations destinations, EventSources mappings) {
        configs.connect(destinations);
        api.mappings(mappings);
    }

    /** Ends all processes. */
    @Override
    public void close() {
        asynchronous.close();
        fleet.close();
        codes.close();
    }
}
