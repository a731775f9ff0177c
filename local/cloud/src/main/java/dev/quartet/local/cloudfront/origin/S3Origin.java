package dev.quartet.local.cloudfront.origin;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.Origin;
import dev.quartet.local.cloudfront.config.OriginException;
import dev.quartet.local.cloudfront.config.OriginRequest;
import dev.quartet.local.cloudfront.config.OriginResponse;
import dev.quartet.local.core.Caller;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A bucket as origin, asked in process as CloudFront's service principal, so that its own policy decides by
 * {@code aws:SourceArn}. Thread-safe. See <a
 * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html">OAC</a>.
 */
public final class S3Origin implements Origin {
    private static final long RESPONSE_MILLIS = 30_000;
    /** Of a signature by the viewer, which the origin access control's own replaces. */
    private static final Set<String> DROPPED = Set.of("authorization", "x-amz-security-token", "x-amz-date", "host");
    /** What CloudFront takes off S3's answers; the hop-by-hop fields are never there in process. */
    private static final Set<String> HIDDEN = Set.of("x-amz-request-id", "x-amz-id-2");

    private final AwsService s3;
    private final Settings settings;

    /**
     * What the program says of the origin.
     *
     * @param originPath put before each path; empty or with a leading slash
     * @param customHeaders added to each request
     * @param caller CloudFront, acting for the distribution
     */
    public record Settings(
            String bucket,
            String region,
            String originPath,
            Map<String, String> customHeaders,
            OriginAccess access,
            Caller caller) {
        public Settings {
            requireNonNull(bucket, "bucket is null");
            requireNonNull(region, "region is null");
            requireNonNull(originPath, "originPath is null");
            customHeaders = Map.copyOf(customHeaders);
            requireNonNull(access, "access is null");
            requireNonNull(caller, "caller is null");
        }
    }

    /** Asks {@code s3}. */
    public S3Origin(AwsService s3, Settings settings) {
        this.s3 = requireNonNull(s3, "s3 is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    @Override
    public String domainName() {
        return "%s.s3.%s.amazonaws.com".formatted(settings.bucket(), settings.region());
    }

    @Override
    public OriginResponse fetch(OriginRequest request) throws OriginException, InterruptedException {
        var pipe = new Pipe(RESPONSE_MILLIS);
        var exchange = new InProcessExchange(
                request.method(),
                "/" + settings.bucket() + settings.originPath() + request.path(),
                request.query(),
                headers(request),
                request.body(),
                pipe);
        var call = new AwsRequest(
                exchange,
                caller(request),
                "s3",
                settings.region(),
                UUID.randomUUID().toString());
        Thread.ofVirtual().name("origin-" + settings.bucket()).start(() -> answer(call, exchange));
        try {
            var answer = exchange.answer().get(RESPONSE_MILLIS, TimeUnit.MILLISECONDS);
            return new OriginResponse(answer.status(), shown(answer.headers()), answer.body());
        } catch (TimeoutException e) {
            exchange.fail(e);
            throw new OriginException(
                    OriginException.Kind.TIMEOUT, "bucket %s did not answer in 30 s".formatted(settings.bucket()), e);
        } catch (ExecutionException e) {
            throw new OriginException(
                    OriginException.Kind.CLOSED,
                    "bucket %s gave no answer: %s".formatted(settings.bucket(), e.getCause()),
                    e);
        }
    }

    private void answer(AwsRequest call, InProcessExchange exchange) {
        try {
            s3.handle(call);
            if (!exchange.responded()) {
                exchange.fail(new IllegalStateException("no answer"));
            }
        } catch (Exception e) {
            exchange.fail(e);
        }
    }

    private Caller caller(OriginRequest request) {
        boolean signed =
                switch (settings.access()) {
                    case ALWAYS -> true;
                    case NEVER -> false;
                    case NO_OVERRIDE -> !request.headers().has("Authorization");
                };
        return signed ? settings.caller() : Caller.ANONYMOUS;
    }

    private Headers headers(OriginRequest request) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        for (var field : request.headers().fields()) {
            if (!DROPPED.contains(field.getKey().toLowerCase(Locale.ROOT))) {
                fields.add(field);
            }
        }
        settings.customHeaders().forEach((name, value) -> fields.add(Map.entry(name, value)));
        fields.add(Map.entry("Host", "s3." + settings.region() + ".amazonaws.com"));
        if (request.contentLength() > 0) {
            fields.removeIf(field -> field.getKey().equalsIgnoreCase("Content-Length"));
            fields.add(Map.entry("Content-Length", Long.toString(request.contentLength())));
        }
        return Headers.of(fields);
    }

    private static Headers shown(Map<String, String> headers) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        headers.forEach((name, value) -> {
            if (!HIDDEN.contains(name.toLowerCase(Locale.ROOT))) {
                fields.add(Map.entry(name, value));
            }
        });
        fields.add(Map.entry("Server", "AmazonS3"));
        return Headers.of(fields);
    }
}
