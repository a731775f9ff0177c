package dev.quartet.local.aws;

import dev.quartet.local.http.HttpExchange;
import java.io.IOException;

/**
 * Checks signatures (SigV4, in the header or presigned) for front doors outside the gateway, such as DAX. Thread-safe.
 */
@FunctionalInterface
public interface RequestAuthenticator {
    /**
     * Returns the request with its caller ({@link dev.quartet.local.core.Caller#ANONYMOUS} when unsigned) and an exchange
     * whose body can still be read; throws {@link dev.quartet.local.core.AwsException} with AWS's code, such as
     * {@code UnrecognizedClientException} or {@code InvalidSignatureException}, when the signature does not hold.
     */
    AwsRequest authenticate(HttpExchange exchange) throws IOException;
}
