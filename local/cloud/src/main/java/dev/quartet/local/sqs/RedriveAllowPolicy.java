package dev.quartet.local.sqs;

import java.util.List;

/**
 * Whose messages a dead-letter queue takes: of all queues, of none, or of those listed. Immutable.
 *
 * @param permission {@code allowAll}, {@code denyAll} or {@code byQueue}
 */
record RedriveAllowPolicy(String permission, List<String> sourceQueueArns) {
    private static final int MOST_SOURCES = 10;

    RedriveAllowPolicy {
        sourceQueueArns = List.copyOf(sourceQueueArns);
    }

    static RedriveAllowPolicy parse(String json) {
        var node = RedrivePolicy.object("RedriveAllowPolicy", json);
        var permission = node.path("redrivePermission").asString("");
        var sources = node.path("sourceQueueArns")
                .valueStream()
                .map(arn -> arn.asString(""))
                .toList();
        var byQueue = permission.equals("byQueue");
        var known = byQueue || permission.equals("allowAll") || permission.equals("denyAll");
        if (!known || byQueue == sources.isEmpty() || sources.size() > MOST_SOURCES) {
            throw SqsErrors.invalid(
                    "RedriveAllowPolicy",
                    json,
                    "redrivePermission must be allowAll, denyAll or byQueue, the last with 1 to 10 sourceQueueArns.");
        }
        return new RedriveAllowPolicy(permission, sources);
    }

    boolean allows(String sourceArn) {
        return switch (permission) {
            case "allowAll" -> true;
            case "denyAll" -> false;
            default -> sourceQueueArns.contains(sourceArn);
        };
    }
}
