package dev.quartet.local.sts;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.QueryProtocol;
import dev.quartet.local.aws.WireValues;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Credentials;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * STS's API: {@code GetCallerIdentity} and {@code AssumeRole}. See <a
 * href="https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html">STS</a>. Thread-safe.
 */
public final class StsService implements AwsService {
    private static final int DEFAULT_SECONDS = 3_600;

    private final CloudContext cloud;
    private final Sessions sessions;
    private final QueryProtocol protocol = new QueryProtocol(
            "https://sts.amazonaws.com/doc/2011-06-15/",
            Map.of("GetCallerIdentity", this::getCallerIdentity, "AssumeRole", this::assumeRole),
            Set.of());

    /** Serves {@code sessions}. */
    public StsService(CloudContext cloud, Sessions sessions) {
        this.cloud = cloud;
        this.sessions = sessions;
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("sts");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        protocol.handle(request);
    }

    private JsonNode getCallerIdentity(AwsRequest request, ObjectNode input) {
        var caller = request.caller();
        return JsonNodeFactory.instance
                .objectNode()
                .put("Arn", caller.arn())
                .put("UserId", caller.context().getOrDefault("aws:userid", cloud.accountId()))
                .put("Account", cloud.accountId());
    }

    private JsonNode assumeRole(AwsRequest request, ObjectNode input) {
        for (var unsupported : new String[] {"Policy", "PolicyArns", "SerialNumber", "SourceIdentity", "Tags"}) {
            if (input.has(unsupported)) {
                throw new AwsException(
                        "ValidationError", 400, "The local cloud does not emulate AssumeRole's " + unsupported);
            }
        }
        var context = new HashMap<String, String>();
        WireValues.text(input, "ExternalId").ifPresent(id -> context.put("sts:ExternalId", id));
        var chained = request.caller().kind() == Caller.Kind.ROLE;
        var seconds = WireValues.integer(input, "DurationSeconds").orElse(DEFAULT_SECONDS);
        if (chained && seconds > DEFAULT_SECONDS) {
            throw new AwsException(
                    "ValidationError",
                    400,
                    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        }
        var credentials = sessions.assume(
                request.caller(),
                "sts:AssumeRole",
                WireValues.requiredText(input, "RoleArn"),
                WireValues.requiredText(input, "RoleSessionName"),
                context,
                Map.of(),
                request.caller().placement(),
                Duration.ofSeconds(seconds));
        return answer(credentials);
    }

    private JsonNode answer(Credentials credentials) {
        var assumed = sessions.find(credentials.accessKeyId()).map(e -> e.caller());
        var result = JsonNodeFactory.instance.objectNode();
        result.putObject("Credentials")
                .put("AccessKeyId", credentials.accessKeyId())
                .put("SecretAccessKey", credentials.secretAccessKey())
                .put("SessionToken", credentials.sessionToken())
                .putPOJO("Expiration", credentials.expiration());
        result.putObject("AssumedRoleUser")
                .put("Arn", assumed.map(Caller::arn).orElse(""))
                .put(
                        "AssumedRoleId",
                        assumed.flatMap(c -> Optional.ofNullable(c.context().get("aws:userid")))
                                .orElse(""));
        return result.put("PackedPolicySize", 0);
    }
}
