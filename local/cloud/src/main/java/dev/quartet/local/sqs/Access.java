package dev.quartet.local.sqs;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import java.util.Map;
import java.util.Optional;

/** Asks IAM, with the queue's policy, in SQS's words. Thread-safe. */
final class Access {
    private final Authorizer authorizer;

    Access(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    /** Returns when {@code caller} may do {@code action} on a queue. */
    void require(Caller caller, String action, String queueArn, Optional<QueueAttributes> attributes) {
        try {
            authorizer.require(new AccessRequest(
                    caller, "sqs:" + action, queueArn, Map.of(), attributes.flatMap(QueueAttributes::policy)));
        } catch (AwsException e) {
            throw e.code().equals("AccessDeniedException") ? new AwsException("AccessDenied", 403, e.getMessage()) : e;
        }
        if (caller.kind() == Caller.Kind.SERVICE
                && attributes.filter(QueueAttributes::encryptedByAwsManagedKey).isPresent()) {
            throw new AwsException(
                    "AccessDenied",
                    403,
                    "%s may not use the key alias/aws/sqs of %s: a queue that services send to needs SSE-SQS or a key of its own"
                            .formatted(caller.arn(), queueArn));
        }
    }
}
