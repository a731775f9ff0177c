package dev.quartet.local.gateway;

import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.CredentialStore;
import dev.quartet.local.core.MutableClock;
import dev.quartet.local.http.FakeExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** A verifier that knows one key, and AWS's own signer for that key. */
final class SigningKit {
    static final Caller CALLER = new Caller(
            Caller.Kind.ROOT,
            "arn:aws:iam::123456789012:root",
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty());

    private final MutableClock clock;
    private final SignatureVerifier verifier;
    private final AwsCredentialsIdentity identity;
    private final AwsCredentialsIdentity bare;

    SigningKit(String accessKeyId, String secret, Instant now) {
        this(accessKeyId, secret, now, Optional.empty(), Instant.MAX);
    }

    SigningKit(String accessKeyId, String secret, Instant now, Optional<String> token, Instant expiration) {
        this.clock = new MutableClock(now);
        var entry = new CredentialStore.Entry(CALLER, secret, token, token.map(t -> expiration));
        var context = new CloudContext(
                "test", "123456789012", "eu-central-1", clock, "http://127.0.0.1:4566", Path.of("."), Optional.empty());
        this.verifier =
                new SignatureVerifier(context, id -> id.equals(accessKeyId) ? Optional.of(entry) : Optional.empty());
        this.bare = AwsCredentialsIdentity.create(accessKeyId, secret);
        this.identity = token.<AwsCredentialsIdentity>map(
                        t -> AwsSessionCredentialsIdentity.create(accessKeyId, secret, t))
                .orElse(bare);
    }

    SignatureVerifier verifier() {
        return verifier;
    }

    MutableClock clock() {
        return clock;
    }

    FakeExchange sign(String method, String url, Map<String, String> headers, String body) {
        return sign(method, url, headers, body, identity, "ssm");
    }

    FakeExchange signFor(String service, String method, String url, Map<String, String> headers, String body) {
        return sign(method, url, headers, body, identity, service);
    }

    FakeExchange withoutToken(String method, String url, String body) {
        return sign(method, url, Map.of("X-Amz-Target", "AmazonSSM.GetParameter"), body, bare, "ssm");
    }

    private FakeExchange sign(
            String method,
            String url,
            Map<String, String> headers,
            String body,
            AwsCredentialsIdentity identity,
            String service) {
        var request =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(URI.create(url));
        headers.forEach(request::putHeader);
        var signed = AwsV4HttpSigner.create().sign(b -> b.identity(identity)
                .request(request.build())
                .payload(ContentStreamProvider.fromUtf8String(body))
                .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        var sent = new LinkedHashMap<String, String>();
        signed.request().headers().forEach((name, values) -> sent.put(name, String.join(",", values)));
        var query = signed.request().encodedQueryParameters();
        return new FakeExchange(
                method,
                signed.request().encodedPath() + query.map(q -> "?" + q).orElse(""),
                sent,
                body.getBytes(StandardCharsets.UTF_8));
    }
}
