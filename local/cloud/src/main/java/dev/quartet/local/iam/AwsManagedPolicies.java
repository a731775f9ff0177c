package dev.quartet.local.iam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The few of AWS's own policies that programs like ours attach, with the actions that AWS grants in them. See <a
 * href="https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html">AWS</a>.
 */
final class AwsManagedPolicies {
    static final String PREFIX = "arn:aws:iam::aws:policy/";

    private static final Set<String> NAMES = Set.of(
            "AWSXRayDaemonWriteAccess",
            "AmazonSSMManagedInstanceCore",
            "CloudWatchAgentServerPolicy",
            "service-role/AWSLambdaBasicExecutionRole",
            "service-role/AWSLambdaVPCAccessExecutionRole",
            "service-role/AWSLambdaDynamoDBExecutionRole",
            "service-role/AWSLambdaKinesisExecutionRole",
            "service-role/AWSLambdaSQSQueueExecutionRole",
            "service-role/AmazonAPIGatewayPushToCloudWatchLogs");
    private static final Map<String, PolicyDocument> PARSED = new ConcurrentHashMap<>();

    private AwsManagedPolicies() {}

    /** Returns the policy with {@code arn}, empty when it is none of the known. */
    static Optional<PolicyDocument> document(String arn) {
        return json(arn)
                .map(text ->
                        PARSED.computeIfAbsent(arn, a -> PolicyDocument.parse(a, PolicyDocument.Kind.IDENTITY, text)));
    }

    /** Returns the policy's document as JSON. */
    static Optional<String> json(String arn) {
        if (!arn.startsWith(PREFIX) || !NAMES.contains(arn.substring(PREFIX.length()))) {
            return Optional.empty();
        }
        var name = arn.substring(arn.lastIndexOf('/') + 1) + ".json";
        try (var in = AwsManagedPolicies.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the names that are known. */
    static Set<String> names() {
        return NAMES;
    }
}
