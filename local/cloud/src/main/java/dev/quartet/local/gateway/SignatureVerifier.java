package dev.quartet.local.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.ChunkSignatures;
import dev.quartet.local.aws.RequestAuthenticator;
import dev.quartet.local.aws.SigV4;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.CredentialStore;
import dev.quartet.local.http.BodyTooLargeException;
import dev.quartet.local.http.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Checks Signature Version 4, in the header or presigned, by computing it again from what arrived. Bodies are checked
 * against their signed hash; only those that S3 lets go unsigned or in signed chunks are passed on as they come.
 * Thread-safe.
 */
public final class SignatureVerifier implements RequestAuthenticator {
    private static final Duration SKEW = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int MAX_BODY = 20 * 1024 * 1024;
    private static final int S3_IN_MEMORY = 1024 * 1024;
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final Set<String> SIGNED_CHUNKS =
            Set.of("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER");
    private static final String UNSIGNED_CHUNKS = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    private final CloudContext context;
    private final CredentialStore credentials;
    private final Cache<KeyScope, byte[]> signingKeys = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterAccess(Duration.ofHours(1))
            .build();

    /** Verifies by the secrets of {@code credentials} and the clock of {@code context}. */
    public SignatureVerifier(CloudContext context, CredentialStore credentials) {
        this.context = context;
        this.credentials = credentials;
    }

    @Override
    public AwsRequest authenticate(HttpExchange exchange) throws IOException {
        var requestId = RequestIds.next();
        if (SignedHeader.outdated(exchange)) {
            throw new SignatureErrors(Dialect.of(exchange, "")).outdated();
        }
        Optional<SignedHeader> found;
        try {
            found = SignedHeader.of(exchange);
        } catch (MalformedSignatureException e) {
            var service = SignedHeader.serviceHint(exchange).orElse("");
            throw new SignatureErrors(Dialect.of(exchange, service)).malformed(e.getMessage());
        }
        if (found.isEmpty()) {
            return new AwsRequest(exchange, Caller.ANONYMOUS, "", context.region(), requestId);
        }
        var signed = found.get();
        var errors = new SignatureErrors(Dialect.of(exchange, signed.service()));
        var entry = entry(signed, errors);
        checkTime(signed, errors);
        checkHeaders(exchange, signed, errors);
        var checked = checkedBody(exchange, signed, errors);
        var key = signingKeys.get(
                new KeyScope(signed.accessKeyId(), signed.scope()),
                scope -> SigV4.signingKey(
                        entry.secretAccessKey(), signed.scopeDate(), signed.region(), signed.service()));
        if (!matches(exchange, signed, checked.hash(), key)) {
            throw errors.mismatch();
        }
        return new AwsRequest(
                checked.exchange(),
                entry.caller(),
                signed.service(),
                signed.region(),
                requestId,
                SIGNED_CHUNKS.contains(checked.hash())
                        ? Optional.of(new ChunkSignatures(key, signed.date(), signed.scope(), signed.signature()))
                        : Optional.empty());
    }

    private CredentialStore.Entry entry(SignedHeader signed, SignatureErrors errors) {
        var entry = credentials.find(signed.accessKeyId()).orElseThrow(() -> errors.unknownKey(signed.accessKeyId()));
        var token = signed.sessionToken();
        if (token.isPresent() != entry.sessionToken().isPresent()
                || !SigV4.same(token.orElse(""), entry.sessionToken().orElse(""))) {
            throw errors.invalidToken();
        }
        if (entry.expiration()
                .filter(e -> !e.isAfter(context.clock().instant()))
                .isPresent()) {
            throw errors.expiredToken();
        }
        return entry;
    }

    private void checkTime(SignedHeader signed, SignatureErrors errors) {
        var now = context.clock().instant();
        if (signed.instant().isAfter(now.plus(SKEW))) {
            throw errors.skewed(signed.date(), now.toString());
        }
        if (signed.validFor().isPresent()) {
            var validFor = signed.validFor().get();
            if (validFor.isNegative() || validFor.isZero() || validFor.compareTo(LONGEST) > 0) {
                throw errors.malformed("X-Amz-Expires must be from 1 to 604800 seconds, not " + validFor.toSeconds());
            }
            if (now.isAfter(signed.instant().plus(validFor))) {
                throw errors.presignedExpired();
            }
        } else if (signed.instant().isBefore(now.minus(SKEW))) {
            throw errors.skewed(signed.date(), now.toString());
        }
    }

    /**
     * What steers a request must be signed, or it could be changed on the way: the host and every x-amz- header. The body's
     * hash is signed in any case, as the last line of the canonical request.
     */
    private static void checkHeaders(HttpExchange exchange, SignedHeader signed, SignatureErrors errors) {
        if (!signed.signedHeaders().contains("host")) {
            throw errors.unsignedHeader("Host");
        }
        for (var name : exchange.headers().keySet()) {
            if (name.startsWith("x-amz-")
                    && !name.equals("x-amz-content-sha256")
                    && !signed.signedHeaders().contains(name)) {
                throw errors.unsignedHeader(name);
            }
        }
    }

    private static Checked checkedBody(HttpExchange exchange, SignedHeader signed, SignatureErrors errors)
            throws IOException {
        if (!signed.service().equals("s3")) {
            return inMemory(exchange, MAX_BODY, errors);
        }
        var declared = exchange.header("x-amz-content-sha256").orElse("");
        if (signed.validFor().isPresent() && declared.isEmpty()) {
            return new Checked(exchange, UNSIGNED);
        }
        if (declared.equals(UNSIGNED) || declared.equals(UNSIGNED_CHUNKS) || SIGNED_CHUNKS.contains(declared)) {
            return new Checked(exchange, declared);
        }
        if (!declared.matches("[0-9a-f]{64}")) {
            throw errors.malformed(
                    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- value or a SHA-256 in hex," + " not '"
                            + declared + "'");
        }
        if (contentLength(exchange) > S3_IN_MEMORY
                || exchange.header("Transfer-Encoding").isPresent()) {
            return new Checked(
                    new VerifiedExchange(exchange, new CheckedBody(exchange.body(), declared, errors.bodyMismatch())),
                    declared);
        }
        var checked = inMemory(exchange, S3_IN_MEMORY, errors);
        if (!checked.hash().equals(declared)) {
            throw errors.bodyMismatch();
        }
        return checked;
    }

    private static Checked inMemory(HttpExchange exchange, int limit, SignatureErrors errors) throws IOException {
        try {
            var bytes = exchange.body(limit);
            return new Checked(new VerifiedExchange(exchange, new ByteArrayInputStream(bytes)), SigV4.hash(bytes));
        } catch (BodyTooLargeException e) {
            throw errors.bodyTooLarge(limit);
        }
    }

    private static long contentLength(HttpExchange exchange) {
        try {
            return Long.parseLong(exchange.header("Content-Length").orElse("0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean matches(HttpExchange exchange, SignedHeader signed, String payloadHash, byte[] key) {
        for (var canonical : CanonicalRequest.candidates(exchange, signed, payloadHash)) {
            var stringToSign = String.join("\n", SigV4.ALGORITHM, signed.date(), signed.scope(), SigV4.hash(canonical));
            if (SigV4.same(SigV4.sign(key, stringToSign), signed.signature())) {
                return true;
            }
        }
        return false;
    }

    private record KeyScope(String accessKeyId, String scope) {}

    private record Checked(HttpExchange exchange, String hash) {}
}
