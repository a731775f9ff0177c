package dev.quartet.local.core;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One question to IAM: may {@code caller} do {@code action} on {@code resource}? Immutable.
 *
 * @param action {@code service:Operation}, for example {@code dynamodb:GetItem}
 * @param resource the ARN, or {@code *} for actions without a resource
 * @param context condition keys of this request, such as {@code s3:prefix}, {@code aws:SourceArn}; a key with several
 *     values (for {@code ForAllValues}, {@code ForAnyValue}) has them joined by {@link #values}
 * @param resourcePolicy the resource's own policy document (JSON), where it has one
 */
public record AccessRequest(
        Caller caller, String action, String resource, Map<String, String> context, Optional<String> resourcePolicy) {
    private static final String SEPARATOR = "\u001F"; // ASCII's unit separator: no ARN, prefix or name holds it

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

    /** Returns several values of one condition key as one text. */
    public static String values(Collection<String> values) {
        return String.join(SEPARATOR, values);
    }

    /** Returns the values that {@link #values} joined; a single value is itself. */
    public static List<String> split(String joined) {
        return joined.contains(SEPARATOR) ? List.of(joined.split(SEPARATOR, -1)) : List.of(joined);
    }
}
