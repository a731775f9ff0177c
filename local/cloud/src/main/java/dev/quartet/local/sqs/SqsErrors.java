package dev.quartet.local.sqs;

import dev.quartet.local.core.AwsException;
import java.util.Map;

/** SQS's errors, with the codes of its query protocol, and how its JSON protocol names them. */
final class SqsErrors {
    /** The JSON protocol's shape for each code of the query protocol that differs. */
    static final Map<String, String> SHAPES = Map.ofEntries(
            Map.entry("AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist"),
            Map.entry("QueueAlreadyExists", "QueueNameExists"),
            Map.entry("AWS.SimpleQueueService.EmptyBatchRequest", "EmptyBatchRequest"),
            Map.entry("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", "TooManyEntriesInBatchRequest"),
            Map.entry("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", "BatchEntryIdsNotDistinct"),
            Map.entry("AWS.SimpleQueueService.BatchRequestTooLong", "BatchRequestTooLong"),
            Map.entry("AWS.SimpleQueueService.InvalidBatchEntryId", "InvalidBatchEntryId"),
            Map.entry("AWS.SimpleQueueService.MessageNotInflight", "MessageNotInflight"),
            Map.entry("AWS.SimpleQueueService.PurgeQueueInProgress", "PurgeQueueInProgress"),
            Map.entry("AWS.SimpleQueueService.UnsupportedOperation", "UnsupportedOperation"),
            Map.entry("InvalidParameterValue", "InvalidParameterValueException"),
            Map.entry("MissingParameter", "MissingRequiredParameterException"),
            Map.entry("AccessDenied", "AccessDeniedException"));

    private static final String OWN = "AWS.SimpleQueueService.";

    private SqsErrors() {}

    static AwsException noQueue() {
        return new AwsException(OWN + "NonExistentQueue", 400, "The specified queue does not exist.");
    }

    static AwsException invalid(String parameter, Object value, String reason) {
        return new AwsException(
                "InvalidParameterValue",
                400,
                "Value %s for parameter %s is invalid. Reason: %s".formatted(value, parameter, reason));
    }

    static AwsException missing(String parameter) {
        return new AwsException(
                "MissingParameter", 400, "The request must contain the parameter %s.".formatted(parameter));
    }

    static AwsException attributeValue(String attribute, Object value, String allowed) {
        return new AwsException(
                "InvalidAttributeValue",
                400,
                "Invalid value for the parameter %s: %s. Allowed: %s.".formatted(attribute, value, allowed));
    }

    static AwsException own(String code, String message) {
        return new AwsException(OWN + code, 400, message);
    }
}
