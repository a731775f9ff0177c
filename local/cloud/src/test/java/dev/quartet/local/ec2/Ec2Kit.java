package dev.quartet.local.ec2;

import dev.quartet.local.cloudwatch.MetricStore;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.Change;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FileSystems;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.Instances.Instance;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.gateway.AwsGateway;
import dev.quartet.local.gateway.SignatureVerifier;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamModule;
import dev.quartet.local.logs.LogStore;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.s3.BucketResources;
import dev.quartet.local.s3.S3Service;
import dev.quartet.local.sts.Sessions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** EC2 with real S3, IAM, signatures and processes, and a file system that is a folder. */
public final class Ec2Kit implements AutoCloseable {
    public static final String REGION = "eu-west-1";
    static final String LOG_GROUP = "/quartet/test/update-server";
    private static final String ROLE = "server";
    private static final String BUCKET = "code";
    private static final String KEY = "update-server/server.jar";

    public final MutableClock clock = new MutableClock(Instant.now());
    public final TwoZones network = new TwoZones();
    final RecordingMetrics metrics = new RecordingMetrics();
    final Folder files;
    public final CloudContext context;
    public final ChildProcesses processes;
    public final ResourceCatalog catalog = new ResourceCatalog();
    public final IamModule iam;
    final LogStore logs;
    public final Ec2 ec2;
    private final AwsGateway gateway;
    private final LoopbackServer server;
    private final Sessions sessions;
    private final byte[] archive = jar();

    public Ec2Kit(Path directory) throws IOException {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        context = new CloudContext(
                "test",
                "123456789012",
                REGION,
                clock,
                "http://127.0.0.1:" + port,
                Files.createDirectories(directory.resolve("work")),
                Optional.empty());
        files = new Folder(Files.createDirectories(directory.resolve("releases")));
        processes = ChildProcesses.open(directory.resolve("processes"));
        iam = new IamModule(context, network);
        sessions = new Sessions(context, iam.authorizer());
        logs = new LogStore(context, new MetricStore(clock));
        logs.createGroup(LOG_GROUP);
        var s3 = new S3Service(context, iam.authorizer(), new RecordingMetrics(), event -> {});
        ec2 = new Ec2(
                context, new Ec2.Neighbours(processes, iam, sessions, iam.authorizer(), network, files, metrics, logs));
        catalog.add(iam).add(ec2).add(new BucketResources(s3));
        gateway = new AwsGateway(
                        new SignatureVerifier(context, sessions),
                        network,
                        (from, service, reason) -> {},
                        java.time.Duration.ofSeconds(1))
                .add(s3)
                .add(ec2.api());
        server = LoopbackServer.start(port, gateway);
        role();
        provision("aws:s3/bucketV2:BucketV2", "code", Map.of("bucket", BUCKET));
        upload();
    }

    /** Adds a service behind the gateway. */
    public void serve(dev.quartet.local.aws.AwsService service) {
        gateway.add(service);
    }

    private void role() {
        provision("aws:iam/role:Role", ROLE, Map.of("name", ROLE, "assumeRolePolicy", """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                 "Principal": {"Service": "ec2.amazonaws.com"}}]}"""));
        allow("""
                {"Version": "2012-10-17", "Statement": [
                 {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::code/update-server/*"},
                 {"Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*"}]}""");
        provision("aws:iam/instanceProfile:InstanceProfile", "server", Map.of("name", "server", "role", ROLE));
    }

    /** Gives the instances' role these rights alone. */
    void allow(String policy) {
        provision("aws:iam/rolePolicy:RolePolicy", "server", Map.of("name", "server", "role", ROLE, "policy", policy));
    }

    private void upload() {
        try (var client = client(S3Client.builder().forcePathStyle(true))) {
            client.putObject(r -> r.bucket(BUCKET).key(KEY), RequestBody.fromBytes(archive));
        }
    }

    /** Returns an SDK's client that signs as the account's owner. */
    public <C, B extends AwsClientBuilder<B, C>> C client(B builder) {
        return builder.endpointOverride(URI.create(context.endpoint()))
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(sessions.rootAccessKeyId(), sessions.rootSecretAccessKey())))
                .build();
    }

    public Provisioned provision(String type, String name, Map<String, ?> inputs) {
        return catalog.provision(registration(type, name, inputs));
    }

    Registration registration(String type, String name, Map<String, ?> inputs) {
        return new Registration(type, name, "urn:" + type + "::" + name, REGION, new Inputs(name, inputs), List.of());
    }

    /** Returns what the template's script sets; {@code change} may alter it. */
    Map<String, Object> template(Consumer<Map<String, String>> change) {
        var values = new LinkedHashMap<String, String>();
        values.put("JAR_BUCKET", BUCKET);
        values.put("JAR_KEY", KEY);
        values.put("JAR_SHA256", sha256(archive));
        values.put("FILE_SYSTEM_ID", "fs-1");
        values.put("ACCESS_POINT_ID", "fsap-1");
        values.put("MOUNT_PATH", "/mnt/releases");
        values.put("RELEASES_ROOT", "/mnt/releases/stable");
        values.put("RELEASES_MOUNTED", "true");
        values.put("BIND", "0.0.0.0");
        values.put("PORT", "8080");
        values.put("DRAIN_SECONDS", "5");
        values.put("LOG_GROUP", LOG_GROUP);
        change.accept(values);
        var script = new StringBuilder("#!/bin/bash\n# made by a test\n");
        values.forEach(
                (name, value) -> script.append(name).append('=').append(value).append('\n'));
        script.append("# --\nmount -t efs -o tls,iam,accesspoint=$ACCESS_POINT_ID $FILE_SYSTEM_ID $MOUNT_PATH\n");
        var inputs = new HashMap<String, Object>();
        inputs.put("name", "updates");
        inputs.put("imageId", "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64");
        inputs.put("instanceType", "t4g.micro");
        inputs.put("iamInstanceProfile", Map.of("arn", "arn:aws:iam::123456789012:instance-profile/server"));
        inputs.put("monitoring", Map.of("enabled", true));
        inputs.put("networkInterfaces", List.of(Map.of("deviceIndex", 0.0, "securityGroups", List.of("sg-server"))));
        inputs.put("tagSpecifications", List.of(Map.of("resourceType", "instance", "tags", Map.of("Name", "updates"))));
        inputs.put("updateDefaultVersion", true);
        inputs.put(
                "userData", Base64.getEncoder().encodeToString(script.toString().getBytes(StandardCharsets.UTF_8)));
        return inputs;
    }

    /** Provisions the template. */
    public Provisioned launchTemplate(Consumer<Map<String, String>> change) {
        return provision("aws:ec2/launchTemplate:LaunchTemplate", "updates", template(change));
    }

    /** Changes the template from one script to another, which makes its next version. */
    Provisioned change(Provisioned made, Map<String, Object> before, Map<String, Object> after) {
        var type = "aws:ec2/launchTemplate:LaunchTemplate";
        var change = new Change(
                registration(type, "updates", before), registration(type, "updates", after), made, Set.of("userData"));
        var updater = catalog.updater(type).orElseThrow();
        var planned = updater.plan(change);
        var applied = updater.apply(change);
        if (!planned.outputs().equals(applied.outputs())) {
            throw new AssertionError(planned + " was planned, " + applied + " applied");
        }
        return applied;
    }

    Instance launch() {
        return ec2.launch(
                ec2.template("updates", "$Latest"),
                "subnet-a",
                Map.of("aws:autoscaling:groupName", "updates"),
                () -> {});
    }

    @Override
    public void close() {
        ec2.close();
        gateway.close();
        server.close();
        processes.close();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] jar() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, TinyServer.class.getName());
        var bytes = new ByteArrayOutputStream();
        var entry = TinyServer.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(bytes, manifest);
                var in = TinyServer.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
        return bytes.toByteArray();
    }

    /** Two subnets in two zones; what the test says is blocked. */
    public static final class TwoZones implements Reachability {
        final Map<String, String> blockedServices = new ConcurrentHashMap<>();
        volatile Optional<String> blockedPort = Optional.empty();

        @Override
        public Optional<String> blockedToService(Placement from, String service) {
            return Optional.ofNullable(blockedServices.get(service));
        }

        @Override
        public Optional<String> blockedToPort(Placement from, Placement to, int port) {
            return blockedPort;
        }

        @Override
        public Optional<Subnet> subnet(String id) {
            return Optional.ofNullable(Map.of("subnet-a", "eu-west-1a", "subnet-b", "eu-west-1b")
                            .get(id))
                    .map(zone -> new Subnet(id, "vpc-1", zone));
        }
    }

    /** A file system whose one access point is a folder. */
    static final class Folder implements FileSystems {
        final Path root;
        final Set<String> clients = ConcurrentHashMap.newKeySet();
        final AtomicLong read = new AtomicLong();
        volatile Optional<String> unreachable = Optional.empty();
        volatile Optional<String> denied = Optional.empty();
        volatile Optional<Caller> asked = Optional.empty();

        Folder(Path root) {
            this.root = root;
        }

        @Override
        public Optional<AccessPoint> accessPoint(String idOrArn) {
            return Optional.of(new AccessPoint("fsap-1", "arn", "fs-1"));
        }

        @Override
        public Path folder(String fileSystemId, String accessPointId) {
            return root;
        }

        @Override
        public Optional<String> withoutMountTarget(Placement from, String fileSystemId) {
            return Optional.empty();
        }

        @Override
        public Optional<String> unreachable(Placement from, String fileSystemId) {
            return unreachable;
        }

        @Override
        public Optional<String> denied(Caller caller, String fileSystemId, String accessPointId, Access access) {
            asked = Optional.of(caller);
            return denied;
        }

        @Override
        public void connected(String fileSystemId, String clientId, boolean connected) {
            if (connected) {
                clients.add(clientId);
            } else {
                clients.remove(clientId);
            }
        }

        @Override
        public void read(String fileSystemId, long bytes) {
            read.addAndGet(bytes);
        }
    }
}
