package dev.quartet.infra.operations;

import dev.quartet.infra.core.Scope;
import dev.quartet.infra.core.Scopes;
import java.util.List;

/** The blog's charts on the overview. */
final class BlogWidgets {
    private BlogWidgets() {}

    static List<Widget> of(Scope scope) {
        String function = scope.names().regional("blog-api");
        String welcome = scope.names().regional("welcome");
        String thumbnails = scope.names().regional("thumbnails");
        return List.of(
                new Widget("Welcome mails", "Sum")
                        .metric("AWS/SES", "Send", "ses:configuration-set", welcome)
                        .metric("AWS/SES", "Delivery", "ses:configuration-set", welcome)
                        .metric("AWS/SES", "Bounce", "ses:configuration-set", welcome)
                        .metric("AWS/SES", "Complaint", "ses:configuration-set", welcome),
                new Widget("Blog function", "Sum")
                        .metric("AWS/Lambda", "Invocations", "FunctionName", function)
                        .metric("AWS/Lambda", "Errors", "FunctionName", function)
                        .metric("AWS/Lambda", "Throttles", "FunctionName", function),
                new Widget("Posts and visitors: consumed capacity", "Sum")
                        .metric(
                                "AWS/DynamoDB",
                                "ConsumedReadCapacityUnits",
                                "TableName",
                                scope.names().regional("posts"))
                        .metric(
                                "AWS/DynamoDB",
                                "ConsumedReadCapacityUnits",
                                "TableName",
                                scope.names().regional("visitors")),
                new Widget("Thumbnails: queue", "Maximum")
                        .metric("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", thumbnails)
                        .metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", thumbnails + "-dead"));
    }

    /** Returns the charts whose metrics are in us-east-1. */
    static List<Widget> edge(String distributionId) {
        return List.of(
                new Widget("Edge: cache hit rate", "Average")
                        .in(Scopes.EDGE_REGION)
                        .metric("AWS/CloudFront", "CacheHitRate", "DistributionId", distributionId, "Region", "Global"),
                new Widget("Edge: requests", "Sum")
                        .in(Scopes.EDGE_REGION)
                        .metric("AWS/CloudFront", "Requests", "DistributionId", distributionId, "Region", "Global"));
    }
}
