package dev.quartet.local.cloudfront.control;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.LoadBalancers;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.Placement;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.RecordingMetrics;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.http.FrontDoors;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.iam.IamModule;
import dev.quartet.local.network.VpcKit;
import dev.quartet.local.s3.BucketObjects;
import dev.quartet.local.s3.BucketResources;
import dev.quartet.local.s3.S3Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** CloudFront and S3 beside each other, with IAM that decides for real. */
final class EdgeFixture implements AutoCloseable {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "ap-northeast-1";
    static final Caller ROOT = new Caller(
            Caller.Kind.ROOT,
            "arn:aws:iam::" + ACCOUNT + ":root",
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());

    final Queue<String> lines = new ConcurrentLinkedQueue<>();
    final RecordingMetrics metrics = new RecordingMetrics();
    final S3Service s3;
    final CloudFront cloudFront;
    final VpcKit vpc;
    /** Of load balancers, by ARN. */
    final Map<String, List<LoadBalancers.Listener>> listeners = new ConcurrentHashMap<>();

    volatile Caller caller = ROOT;

    private final ResourceCatalog catalog = new ResourceCatalog();
    private final FrontDoors doors = new FrontDoors(24_600);
    private final LoopbackServer api;
    private final HttpClient client = HttpClient.newHttpClient();

    EdgeFixture(Path folder) throws IOException {
        this(folder, Clock.systemUTC());
    }

    EdgeFixture(Path folder, Clock clock) throws IOException {
        var context = new CloudContext("test", ACCOUNT, REGION, clock, "http://127.0.0.1:1", folder, Optional.empty());
        vpc = new VpcKit(context);
        Authorizer authorizer = new IamModule(context, new OpenNetwork()).authorizer();
        LogSink logs = (group, stream, message) -> lines.add(group + " " + message);
        s3 = new S3Service(context, authorizer, metrics, event -> {});
        cloudFront = new CloudFront(
                context,
                new CloudFront.Neighbours(
                        doors, s3, s3.writer(), logs, metrics, authorizer, new Balancers(), vpc.reachability()),
                Duration.ofHours(1));
        catalog.add(cloudFront).add(new BucketResources(s3)).add(new BucketObjects(context, s3));
        AwsService service = cloudFront.api();
        api = LoopbackServer.start(
                0, exchange -> service.handle(new AwsRequest(exchange, caller, "cloudfront", "us-east-1", "request")));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + api.port());
    }

    Provisioned provision(String type, String name, Map<String, ?> inputs) {
        return provision(type, name, REGION, inputs);
    }

    Provisioned provision(String type, String name, String region, Map<String, ?> inputs) {
        return catalog.provision(
                new Registration(type, name, "urn:" + type + "::" + name, region, new Inputs(name, inputs), List.of()));
    }

    static String output(Provisioned resource, String name) {
        return String.valueOf(resource.outputs().get(name));
    }

    HttpResponse<String> get(String authority, String path, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://" + authority + path)).timeout(Duration.ofSeconds(60));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a request line as it stands, and returns the whole answer. */
    static String raw(String authority, String requestLine, String host) throws IOException {
        int port = Integer.parseInt(authority.substring(authority.indexOf(':') + 1));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write("%s\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(requestLine, host)
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        cloudFront.close();
        api.close();
        doors.close();
        client.close();
    }

    private final class Balancers implements LoadBalancers {
        @Override
        public Optional<Listener> listener(String listenerArn) {
            return listeners.values().stream()
                    .flatMap(List::stream)
                    .filter(each -> each.arn().equals(listenerArn))
                    .findFirst();
        }

        @Override
        public List<Listener> listeners(String loadBalancerArn) {
            return listeners.getOrDefault(loadBalancerArn, List.of());
        }
    }

    private static final class OpenNetwork implements Reachability {
        @Override
        public Optional<String> blockedToService(Placement from, String service) {
            return Optional.empty();
        }

        @Override
        public Optional<String> blockedToPort(Placement from, Placement to, int port) {
            return Optional.empty();
        }
    }
}
