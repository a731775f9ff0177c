package dev.quartet.local.aws;

import static java.util.Objects.requireNonNull;

/**
 * The chain of signatures of a body in signed chunks ({@code STREAMING-AWS4-HMAC-SHA256-PAYLOAD}, with or without {@code
 * -TRAILER}), which starts from the request's own signature. See <a
 * href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">S3</a>. Not thread-safe. Holds a key: never
 * to be logged.
 */
public final class ChunkSignatures {
    private final byte[] signingKey;
    private final String date;
    private final String scope;
    private String previous;

    /**
     * Starts the chain.
     *
     * @param date as signed, {@code 20260131T120000Z}
     * @param scope {@code 20260131/region/s3/aws4_request}
     * @param seed the request's signature, in hex
     */
    public ChunkSignatures(byte[] signingKey, String date, String scope, String seed) {
        this.signingKey = signingKey.clone();
        this.date = requireNonNull(date, "date is null");
        this.scope = requireNonNull(scope, "scope is null");
        this.previous = requireNonNull(seed, "seed is null");
    }

    /** Returns if {@code signature} is that of the next chunk, whose SHA-256 in hex is {@code hash}; moves on. */
    public boolean acceptsChunk(String hash, String signature) {
        return accepts(
                String.join("\n", SigV4.ALGORITHM + "-PAYLOAD", date, scope, previous, SigV4.EMPTY_HASH, hash),
                signature);
    }

    /**
     * Returns if {@code signature} is that of the trailer, whose lines {@code name:value\n}, lower-case names, have the
     * SHA-256 {@code hash} in hex; moves on.
     */
    public boolean acceptsTrailer(String hash, String signature) {
        return accepts(String.join("\n", SigV4.ALGORITHM + "-TRAILER", date, scope, previous, hash), signature);
    }

    private boolean accepts(String stringToSign, String signature) {
        previous = SigV4.sign(signingKey, stringToSign);
        return SigV4.same(previous, signature);
    }
}
