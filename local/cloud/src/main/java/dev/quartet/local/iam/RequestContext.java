package dev.quartet.local.iam;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The condition keys of one request: its own, its session's and those that every request has. Lazy, not thread-safe. */
final class RequestContext {
    private final AccessRequest request;
    private final CloudContext cloud;
    private final Map<String, String> given = new HashMap<>();
    private final String action;
    private final String[] resource;

    RequestContext(AccessRequest request, CloudContext cloud) {
        this.request = request;
        this.cloud = cloud;
        this.action = request.action().toLowerCase(Locale.ROOT);
        this.resource = ArnPattern.parts(request.resource());
        request.caller().context().forEach((key, value) -> given.put(ConditionKeys.normal(key), value));
        request.context().forEach((key, value) -> given.put(ConditionKeys.normal(key), value));
    }

    /** Returns the action in lower case. */
    String action() {
        return action;
    }

    /** Returns the parts of the resource's ARN; not to be changed. */
    String[] resource() {
        return resource;
    }

    /** Returns the values of {@code key}, empty when the request has no such key. */
    List<String> values(String key) {
        return value(key).map(AccessRequest::split).orElse(List.of());
    }

    /** Returns the value of {@code key}; policy variables ask for it in any case. */
    Optional<String> value(String key) {
        var normal = ConditionKeys.normal(key);
        var value = given.get(normal);
        return value != null ? Optional.of(value) : standard(normal);
    }

    private Optional<String> standard(String key) {
        var caller = request.caller();
        var service = caller.kind() == Caller.Kind.SERVICE;
        return switch (key) {
            // Loopback stands for TLS: nothing can listen in between.
            case "aws:securetransport" -> Optional.of("true");
            case "s3:tlsversion" -> Optional.of("1.3");
            case "aws:currenttime" -> Optional.of(cloud.clock().instant().toString());
            case "aws:epochtime" ->
                Optional.of(Long.toString(cloud.clock().instant().getEpochSecond()));
            case "aws:resourceaccount" -> Optional.of(cloud.accountId());
            case "aws:requestedregion" -> Optional.of(cloud.region());
            case "aws:viaawsservice" -> Optional.of("false");
            case "aws:principalisawsservice" -> Optional.of(Boolean.toString(service));
            case "aws:principalservicename" -> caller.service();
            case "aws:sourceaccount" -> service ? Optional.of(cloud.accountId()) : Optional.empty();
            case "aws:sourceip" -> service ? Optional.empty() : Optional.of("127.0.0.1");
            case "aws:principalaccount" ->
                service || caller.kind() == Caller.Kind.ANONYMOUS ? Optional.empty() : Optional.of(cloud.accountId());
            case "aws:principalarn" ->
                caller.roleArn()
                        .or(() -> caller.kind() == Caller.Kind.ROOT ? Optional.of(caller.arn()) : Optional.empty());
            case "aws:principaltype" ->
                switch (caller.kind()) {
                    case ROOT -> Optional.of("Account");
                    case ROLE -> Optional.of("AssumedRole");
                    case ANONYMOUS -> Optional.of("Anonymous");
                    case SERVICE -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }
}
