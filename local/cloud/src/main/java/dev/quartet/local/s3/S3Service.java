package dev.quartet.local.s3;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.XmlWriter;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.ObjectWriter;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.Topics;
import dev.quartet.local.http.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** S3: REST-XML, path-style and virtual-host-style, browsers' preflights. Thread-safe. */
public final class S3Service implements AwsService, AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Buckets buckets;
    private final S3Router router;
    private final S3Meter meter;
    private final BucketNotifications notifications;
    private final NotificationConfigurations configurations;

    /** Creates it without buckets; {@code events} is told of every change. */
    public S3Service(CloudContext context, Authorizer authorizer, Metrics metrics, ObjectEvents events) {
        requireNonNull(events, "events is null");
        var access = new S3Access(authorizer);
        buckets = new Buckets(context);
        meter = new S3Meter(metrics);
        var reads = new ObjectReads(access);
        notifications = new BucketNotifications(context, buckets);
        configurations = new NotificationConfigurations(buckets, notifications, access);
        ObjectEvents all = event -> {
            events.happened(event);
            notifications.happened(event);
        };
        var writes = new ObjectWrites(access, buckets, reads, all, context.clock());
        router = new S3Router(
                buckets,
                new BucketOperations(access, buckets, writes, context),
                new Listings(access),
                reads,
                writes,
                new MultipartUploads(access, writes, buckets),
                configurations);
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("s3");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        long started = System.nanoTime();
        S3Call call = null;
        S3Reply reply;
        try {
            call = S3Call.of(request);
            reply = call.method().equals("OPTIONS")
                    ? preflight(call)
                    : router.run(call).with(cors(call));
        } catch (AwsException e) {
            reply = error(request, e);
            if (call != null && !call.method().equals("OPTIONS")) {
                reply = reply.with(cors(call));
            }
        }
        reply = reply.with(Map.of("x-amz-request-id", request.requestId(), "x-amz-id-2", request.requestId()));
        var metered = metered(call);
        if (call != null && metered.isPresent()) {
            long received = call.method().equals("PUT") ? contentLength(call) : 0;
            meter.count(metered.get(), call, reply, received, millisSince(started));
        }
        send(request.exchange(), reply);
        if (call != null && metered.isPresent()) {
            meter.finished(metered.get(), call, millisSince(started));
        }
    }

    /** Lets buckets notify queues, topics and functions from now on. */
    public void connect(Queues queues, Topics topics, FunctionInvoker functions) {
        notifications.connect(new BucketNotifications.Targets(queues, topics, functions));
    }

    /** Stops telling of events. */
    @Override
    public void close() {
        notifications.close();
    }

    /** Returns how other services put objects. */
    public ObjectWriter writer() {
        return (caller, bucket, key, contentType, content) -> {
            var headers = new LinkedHashMap<>(Map.of("content-type", contentType));
            if (caller.kind() == Caller.Kind.SERVICE) {
                // AWS's own services give what they write to the bucket's owner, and bucket policies ask for it.
                headers.put("x-amz-acl", "bucket-owner-full-control");
            }
            var unused = put(caller, bucket, key, headers, content);
        };
    }

    /** Puts an object as {@code caller}; header names in lower case. Returns what the answer's headers would be. */
    Map<String, String> put(Caller caller, String bucket, String key, Map<String, String> headers, byte[] content)
            throws IOException {
        var request = new AwsRequest(
                new ServicePut(bucket, key, headers, content),
                caller,
                "s3",
                buckets.get(bucket).region(),
                UUID.randomUUID().toString());
        return router.run(new S3Call(request, bucket, key, Map.of())).headers();
    }

    /** Returns the buckets, for the provisioner. */
    Buckets buckets() {
        return buckets;
    }

    /** Returns the notification configurations, for the provisioner. */
    NotificationConfigurations configurations() {
        return configurations;
    }

    private Optional<Bucket> metered(@org.jspecify.annotations.Nullable S3Call call) {
        return call != null && !call.bucket().isEmpty() && buckets.exists(call.bucket())
                ? Optional.of(buckets.get(call.bucket()))
                : Optional.empty();
    }

    private static long contentLength(S3Call call) {
        var text = call.header("x-amz-decoded-content-length")
                .or(() -> call.header("Content-Length"))
                .orElse("0");
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private S3Reply preflight(S3Call call) {
        var origin = call.header("Origin");
        var method = call.header("Access-Control-Request-Method");
        if (origin.isEmpty() || method.isEmpty()) {
            throw new AwsException("BadRequest", 400, "Insufficient information. Origin request header needed.");
        }
        var asked = call.header("Access-Control-Request-Headers").stream()
                .flatMap(headers ->
                        Arrays.stream(headers.toLowerCase(Locale.ROOT).split(",")))
                .map(String::strip)
                .filter(header -> !header.isEmpty())
                .toList();
        var rule = rule(call, origin.get(), method.get(), asked);
        if (rule.isEmpty()) {
            throw new AwsException(
                    "AccessForbidden",
                    403,
                    "CORSResponse: This CORS request is not allowed. This is usually because the evaluation of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.");
        }
        return S3Reply.empty(200, rule.get().headers(origin.get()))
                .with(rule.get().preflight(asked));
    }

    private Map<String, String> cors(S3Call call) {
        var origin = call.header("Origin");
        return origin.flatMap(page -> rule(call, page, call.method(), List.of()))
                .map(rule -> rule.headers(origin.get()))
                .orElse(Map.of());
    }

    private Optional<CorsRule> rule(S3Call call, String origin, String method, List<String> headers) {
        return buckets.exists(call.bucket())
                ? CorsRule.matching(buckets.get(call.bucket()).settings().cors(), origin, method, headers)
                : Optional.empty();
    }

    private static S3Reply error(AwsRequest request, AwsException e) {
        var xml = new XmlWriter()
                .open("Error")
                .element("Code", e.code())
                .element("Message", e.getMessage())
                .element("Resource", request.exchange().rawPath())
                .element("RequestId", request.requestId())
                .close("Error");
        var headers = new LinkedHashMap<>(Map.of("Content-Type", "application/xml"));
        return new S3Reply(e.status(), headers, xml.toBytes(), Optional.empty());
    }

    private static void send(HttpExchange exchange, S3Reply reply) throws IOException {
        if (reply.file().isEmpty()) {
            exchange.respond(reply.status(), reply.headers(), reply.body());
            return;
        }
        var slice = reply.file().get();
        if (exchange.method().equals("HEAD")) {
            exchange.respond(reply.status(), reply.headers(), slice.length()).close();
            return;
        }
        // Opened before the answer begins: a file deleted by now is an error, one deleted later is still read.
        try (var file = FileChannel.open(slice.path(), StandardOpenOption.READ);
                OutputStream out = exchange.respond(reply.status(), reply.headers(), slice.length())) {
            file.position(slice.offset());
            var buffer = ByteBuffer.allocate((int) Math.min(BUFFER, Math.max(1, slice.length())));
            for (long left = slice.length(); left > 0; ) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), left));
                int count = file.read(buffer);
                if (count < 0) {
                    throw new IOException("the file of an object is too short: " + slice.path());
                }
                out.write(buffer.array(), 0, count);
                left -= count;
            }
        }
    }

    private static double millisSince(long started) {
        return (System.nanoTime() - started) / 1e6;
    }
}
