package dev.quartet.local.cli;

import dev.quartet.local.apigateway.http.HttpApis;
import dev.quartet.local.cloudfront.control.CloudFront;
import dev.quartet.local.cloudwatch.Alarms;
import dev.quartet.local.cloudwatch.CloudWatchService;
import dev.quartet.local.cloudwatch.MetricStore;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.ec2.Ec2;
import dev.quartet.local.efs.ElasticFileSystem;
import dev.quartet.local.elb.ElasticLoadBalancing;
import dev.quartet.local.gateway.AwsGateway;
import dev.quartet.local.gateway.SignatureVerifier;
import dev.quartet.local.http.FrontDoors;
import dev.quartet.local.http.HttpHandler;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamModule;
import dev.quartet.local.kinesis.Kinesis;
import dev.quartet.local.lambda.Lambda;
import dev.quartet.local.lambda.LambdaOptions;
import dev.quartet.local.logs.LogStore;
import dev.quartet.local.logs.LogsModule;
import dev.quartet.local.logs.LogsService;
import dev.quartet.local.mail.Mailbox;
import dev.quartet.local.network.NetworkModule;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.recorded.AccountFunctions;
import dev.quartet.local.recorded.RecordedResources;
import dev.quartet.local.s3.BucketObjects;
import dev.quartet.local.s3.BucketResources;
import dev.quartet.local.s3.S3Service;
import dev.quartet.local.scheduler.Scheduler;
import dev.quartet.local.ses.Ses;
import dev.quartet.local.sns.Retries;
import dev.quartet.local.sns.Sns;
import dev.quartet.local.sqs.Sqs;
import dev.quartet.local.ssm.SsmService;
import dev.quartet.local.sts.Sessions;
import dev.quartet.local.sts.StsService;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All services of one local cloud, wired to each other. Closing it stops them in reverse. */
final class LocalCloud implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalCloud.class);
    /** APIs, distributions, load balancers and clusters listen from here up. */
    private static final int FIRST_DOOR = 4600;

    private final ResourceCatalog catalog = new ResourceCatalog();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final CloudContext context;
    private final MetricStore metrics;
    private final LogStore logs;
    private final BlockedLog blocked;
    private final NetworkModule vpc;
    private final Reachability network;
    private final IamModule iam;
    private final Sessions sessions;
    private final CloudAccess access;
    private final SignatureVerifier signatures;
    private final AwsGateway gateway;

    private LocalCloud(CloudContext context) {
        this.context = context;
        this.metrics = new MetricStore(context.clock());
        this.logs = new LogStore(context, metrics);
        this.blocked = new BlockedLog(logs);
        this.vpc = new NetworkModule(context, IamModule::checkResourcePolicy);
        this.network = vpc.reachability();
        this.iam = new IamModule(context, network);
        this.sessions = new Sessions(context, iam.authorizer());
        this.access = new CloudAccess(context, sessions);
        this.signatures = new SignatureVerifier(context, sessions);
        this.gateway = new AwsGateway(signatures, network, blocked, AwsGateway.BLOCKED_FOR);
    }

    private void wire(Home home, UpOptions options, ChildProcesses children, RunState state) throws IOException {
        var authorizer = iam.authorizer();
        keep(gateway);
        var doors = keep(new FrontDoors(FIRST_DOOR));
        if (!Files.isRegularFile(home.runtimeJar())) {
            throw new CommandException(
                    ExitCode.UNAVAILABLE, "no %s; build with ./quartet package".formatted(home.runtimeJar()));
        }
        var runtimeJar = Artifacts.copy(home.runtimeJar(), context.workDirectory());
        var databases = keep(new Databases(
                context,
                home.dynamoDb(runtimeJar),
                children,
                new Databases.Neighbours(authorizer, metrics, network, blocked, sessions, signatures, doors)));
        var mailbox = new Mailbox(context.clock());
        var identities =
                new Identities(context, new Identities.Neighbours(authorizer, metrics, sessions, mailbox, doors));

        var efs = keep(new ElasticFileSystem(context, authorizer, metrics, network))
                .start();
        var lambda = keep(new Lambda(
                context,
                // In the state folder: a cache holds for the paths of this cloud's code alone.
                LambdaOptions.of(runtimeJar, databases::environment)
                        .withStartupCaches(home.local().resolve("startup"))
                        .withMaxProcesses(options.maxProcesses()),
                children,
                sessions,
                authorizer,
                metrics,
                logs,
                efs.mounts()));
        var loadBalancers = keep(new ElasticLoadBalancing(
                context, new ElasticLoadBalancing.Neighbours(doors, lambda.invoker(), metrics, network, authorizer)));
        var apis = keep(new ApiFronts(
                context,
                new HttpApis.Neighbours(
                        doors,
                        lambda.invoker(),
                        loadBalancers,
                        network,
                        signatures,
                        authorizer,
                        identities.userPools(),
                        metrics,
                        logs)));
        state.names(apis::names);

        var parameters = new SsmService(context, authorizer);
        var disorder = Chaos.deliveries(System.getenv());
        var sqs = keep(new Sqs(context, authorizer, metrics, disorder)).start();
        var sns = keep(new Sns(context, authorizer, metrics, sqs, lambda.invoker(), mailbox, Retries.AWS, disorder));
        var alarms = keep(new Alarms(context, metrics, sns));
        var compute = keep(new Compute(
                context,
                new Ec2.Neighbours(children, iam, sessions, authorizer, network, efs.mounts(), metrics, logs),
                loadBalancers,
                alarms));
        var ses = new Ses(context, authorizer, metrics, sns, mailbox, options.sesSandbox());
        var s3 = keep(new S3Service(context, authorizer, metrics, event -> {}));
        var kinesis = new Kinesis(context, authorizer, metrics);
        var scheduler = keep(new Scheduler(context, authorizer, authorizer, lambda.invoker(), sqs, metrics))
                .start();
        var eventSources =
                keep(Events.connect(context, authorizer, lambda, sqs, sns, s3, databases.tables(), kinesis, gateway));
        var cloudFront = keep(new CloudFront(
                context,
                new CloudFront.Neighbours(doors, s3, s3.writer(), logs, metrics, authorizer, loadBalancers, network),
                CloudFront.LOG_INTERVAL));

        catalog.add(iam)
                .add(vpc)
                .add(parameters)
                .add(lambda.resources())
                .add(eventSources)
                .add(apis)
                .add(loadBalancers)
                .add(efs)
                .add(alarms)
                .add(compute)
                .add(new LogsModule(context, logs))
                .add(databases)
                .add(new BucketResources(s3))
                .add(sqs.resources())
                .add(new BucketObjects(context, s3))
                .add(cloudFront)
                .add(sns.resources())
                .add(kinesis.resources())
                .add(scheduler.resources())
                .add(ses.resources())
                .add(identities)
                .add(new AccountFunctions(context.accountId(), context.region()))
                .add(new RecordedResources(context));
        gateway.add(new StsService(context, sessions))
                .add(parameters)
                .add(s3)
                .add(cloudFront.api())
                .add(loadBalancers.api())
                .add(efs.api())
                .add(lambda.api())
                .add(apis.api())
                .add(sqs.api())
                .add(sns.api())
                .add(kinesis.api())
                .add(scheduler.api())
                .add(ses.api())
                .add(new CloudWatchService(context, metrics, alarms, authorizer))
                .add(new LogsService(context, logs, authorizer))
                .management("status", new StatusHandler(state))
                .management("mail", mailbox)
                .management(CloudAccess.DASHBOARD, access.dashboard())
                .management("lambda", lambda.management())
                .management("access", iam.management())
                .management("ses", ses.management());
        databases.serve(gateway);
        identities.serve(gateway);
        compute.serve(gateway);
        keep(LoopbackServer.start(options.cloudPort(), gateway));
        alarms.start();
    }

    /** Starts all services; throws {@link CommandException} when a port is taken. */
    static LocalCloud start(CloudContext context, Home home, UpOptions options, ChildProcesses children, RunState state)
            throws IOException {
        if (!Ports.free(options.cloudPort())) {
            throw new CommandException(
                    ExitCode.BUSY,
                    "port %d is taken by another program; choose another with --cloud-port"
                            .formatted(options.cloudPort()));
        }
        var cloud = new LocalCloud(context);
        try {
            cloud.wire(home, options, children, state);
            return cloud;
        } catch (IOException | RuntimeException e) {
            cloud.close();
            throw e;
        }
    }

    /** Returns the handlers of all resource types. */
    ResourceCatalog catalog() {
        return catalog;
    }

    /** Returns which of the actions that roles' policies grant were needed, in JSON. */
    String accessRecord() {
        return iam.accessRecord();
    }

    /** Adds what answers {@code /_quartet/name}. */
    void management(String name, HttpHandler handler) {
        gateway.management(name, handler);
    }

    /** Returns by whose credentials it is used. */
    CloudAccess access() {
        return access;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) { // the rest must be stopped too
                log.warn("a service did not stop cleanly", e);
            }
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.push(part);
        return part;
    }
}
