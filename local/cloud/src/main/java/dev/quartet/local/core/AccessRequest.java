package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/**
 * One question to IAM: may {@code caller} do {@code action} on {@code resource}? Immutable.
 *
 * @param action {@code service:Operation}, for example {@code dynamodb:GetItem}
 * @param resource the ARN, or {@code *} for actions without a resource
 * @param context condition keys of this request, such as {@code s3:prefix}, {@code aws:SourceArn}
 * @param resourcePolicy the resource's own policy document (JSON), where it has one
 */
public record AccessRequest(
        Caller caller, String action, String resource, Map<String, String> context, Optional<String> resourcePolicy) {
    public AccessRequest {
        requireNonNull(caller, "caller is null");
        requireNonNull(action, "action is null");
        requireNonNull(resource, "resource is null");
        context = Map.copyOf(context);
    }

    /** Returns a question without conditions and without a resource policy. */
    public static AccessRequest of(Caller caller, String action, String resource) {
        return new AccessRequest(caller, action, resource, Map.of(), Optional.empty());
    }
}
