package dev.quartet.local.scheduler;

import dev.quartet.local.core.AwsException;

/** Scheduler's refusals. */
final class Errors {
    private Errors() {}

    static AwsException validation(String message) {
        return new AwsException("ValidationException", 400, message);
    }

    static AwsException invalid(String member, Object value, String allowed) {
        return validation("1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: %s"
                .formatted(value, member, allowed));
    }

    static AwsException notFound(String kind, String name) {
        return new AwsException("ResourceNotFoundException", 404, "%s %s does not exist.".formatted(kind, name));
    }

    static AwsException conflict(String kind, String name) {
        return new AwsException("ConflictException", 409, "%s %s already exists.".formatted(kind, name));
    }
}
