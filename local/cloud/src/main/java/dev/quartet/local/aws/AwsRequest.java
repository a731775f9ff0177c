package dev.quartet.local.aws;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Caller;
import dev.quartet.local.http.HttpExchange;
import java.util.Optional;

/**
 * One request to the AWS API, its signature checked.
 *
 * @param caller who signed it; {@link Caller#ANONYMOUS} when nobody did
 * @param service signing name, for example {@code monitoring}
 * @param region of the credential scope, or the stack's when unsigned
 * @param requestId to be echoed in the answer
 * @param chunks for checking a body in signed chunks, which S3 alone takes; the exchange's body is still in chunks
 */
public record AwsRequest(
        HttpExchange exchange,
        Caller caller,
        String service,
        String region,
        String requestId,
        Optional<ChunkSignatures> chunks) {
    public AwsRequest {
        requireNonNull(exchange, "exchange is null");
        requireNonNull(caller, "caller is null");
        requireNonNull(service, "service is null");
        requireNonNull(region, "region is null");
        requireNonNull(requestId, "requestId is null");
        requireNonNull(chunks, "chunks is null");
    }

    /** A request whose body is not in signed chunks. */
    public AwsRequest(HttpExchange exchange, Caller caller, String service, String region, String requestId) {
        this(exchange, caller, service, region, requestId, Optional.empty());
    }
}
