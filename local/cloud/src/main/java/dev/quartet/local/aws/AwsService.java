package dev.quartet.local.aws;

import java.util.Set;

/** A service behind the gateway. Thread-safe. */
public interface AwsService {
    /** Returns the names it goes by in a signature's credential scope, for example {@code monitoring}. */
    Set<String> signingNames();

    /** Returns the prefixes of {@code X-Amz-Target} by which unsigned requests are routed to it. */
    default Set<String> targetPrefixes() {
        return Set.of();
    }

    /** Returns if an unsigned request for {@code rawPath} is for it, for example a user pool's {@code /.well-known/jwks.json}. */
    default boolean answersUnsigned(String method, String rawPath) {
        return false;
    }

    /**
     * Answers {@code request}. Whether the caller may is the service's question to the
     * {@link dev.quartet.local.core.Authorizer}, as only it knows action and resource. An
     * {@link dev.quartet.local.core.AwsException} is written by the service's own protocol.
     */
    void handle(AwsRequest request) throws Exception;
}
