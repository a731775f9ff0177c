package dev.quartet.dashboard.metric;

import static dev.quartet.dashboard.metric.Statistic.AVERAGE;
import static dev.quartet.dashboard.metric.Statistic.MAXIMUM;
import static dev.quartet.dashboard.metric.Statistic.MINIMUM;
import static dev.quartet.dashboard.metric.Statistic.P50;
import static dev.quartet.dashboard.metric.Statistic.P99;
import static dev.quartet.dashboard.metric.Statistic.SAMPLE_COUNT;
import static dev.quartet.dashboard.metric.Statistic.SUM;

import java.util.List;

/**
 * The one table of CloudWatch metrics that the dashboard reads: namespace, name, statistic, dimensions.
 *
 * <p>Sources are the "metrics and dimensions" pages of each service's AWS documentation.
 */
public enum Metric {
    API_COUNT(Namespace.API_GATEWAY, "Count", SAMPLE_COUNT, Gaps.UNKNOWN),
    API_CACHE_HITS(Namespace.API_GATEWAY, "CacheHitCount", SUM, Gaps.UNKNOWN),
    API_CACHE_MISSES(Namespace.API_GATEWAY, "CacheMissCount", SUM, Gaps.UNKNOWN),
    API_4XX(Namespace.API_GATEWAY, "4XXError", SUM, Gaps.UNKNOWN),
    API_5XX(Namespace.API_GATEWAY, "5XXError", SUM, Gaps.UNKNOWN),
    API_LATENCY_P50(Namespace.API_GATEWAY, "Latency", P50, Gaps.UNKNOWN),
    API_LATENCY_P99(Namespace.API_GATEWAY, "Latency", P99, Gaps.UNKNOWN),

    HTTP_COUNT(Namespace.HTTP_API, "Count", SAMPLE_COUNT, Gaps.UNKNOWN),
    HTTP_4XX(Namespace.HTTP_API, "4xx", SUM, Gaps.UNKNOWN),
    HTTP_5XX(Namespace.HTTP_API, "5xx", SUM, Gaps.UNKNOWN),
    HTTP_LATENCY_P50(Namespace.HTTP_API, "Latency", P50, Gaps.UNKNOWN),
    HTTP_LATENCY_P99(Namespace.HTTP_API, "Latency", P99, Gaps.UNKNOWN),

    DAX_ITEM_HITS(Namespace.DAX, "ItemCacheHits", SUM, Gaps.ZERO),
    DAX_ITEM_MISSES(Namespace.DAX, "ItemCacheMisses", SUM, Gaps.ZERO),
    DAX_QUERY_HITS(Namespace.DAX, "QueryCacheHits", SUM, Gaps.ZERO),
    DAX_QUERY_MISSES(Namespace.DAX, "QueryCacheMisses", SUM, Gaps.ZERO),
    DAX_REQUESTS(Namespace.DAX, "TotalRequestCount", SUM, Gaps.ZERO),

    LAMBDA_INVOCATIONS(Namespace.LAMBDA, "Invocations", SUM, Gaps.UNKNOWN),
    LAMBDA_ERRORS(Namespace.LAMBDA, "Errors", SUM, Gaps.UNKNOWN),
    LAMBDA_THROTTLES(Namespace.LAMBDA, "Throttles", SUM, Gaps.UNKNOWN),
    /** Milliseconds: what is billed, times the memory. */
    LAMBDA_DURATION_SUM(Namespace.LAMBDA, "Duration", SUM, Gaps.UNKNOWN),
    LAMBDA_DURATION_P50(Namespace.LAMBDA, "Duration", P50, Gaps.UNKNOWN),
    LAMBDA_DURATION_P99(Namespace.LAMBDA, "Duration", P99, Gaps.UNKNOWN),
    LAMBDA_ITERATOR_AGE(Namespace.LAMBDA, "IteratorAge", MAXIMUM, Gaps.UNKNOWN),
    LAMBDA_DESTINATION_FAILURES(Namespace.LAMBDA, "DestinationDeliveryFailures", SUM, Gaps.ZERO),
    LAMBDA_CONCURRENCY(Namespace.LAMBDA, "ConcurrentExecutions", MAXIMUM, Gaps.UNKNOWN),
    LAMBDA_ASYNC_DROPPED(Namespace.LAMBDA, "AsyncEventsDropped", SUM, Gaps.ZERO),
    VERSION_INVOCATIONS(Namespace.LAMBDA_VERSION, "Invocations", SUM, Gaps.UNKNOWN),
    VERSION_ERRORS(Namespace.LAMBDA_VERSION, "Errors", SUM, Gaps.UNKNOWN),

    TABLE_RCU(Namespace.TABLE, "ConsumedReadCapacityUnits", SUM, Gaps.UNKNOWN),
    TABLE_WCU(Namespace.TABLE, "ConsumedWriteCapacityUnits", SUM, Gaps.UNKNOWN),
    TABLE_READ_THROTTLES(Namespace.TABLE, "ReadThrottleEvents", SUM, Gaps.ZERO),
    TABLE_WRITE_THROTTLES(Namespace.TABLE, "WriteThrottleEvents", SUM, Gaps.ZERO),
    INDEX_RCU(Namespace.INDEX, "ConsumedReadCapacityUnits", SUM, Gaps.UNKNOWN),
    INDEX_WCU(Namespace.INDEX, "ConsumedWriteCapacityUnits", SUM, Gaps.UNKNOWN),
    INDEX_READ_THROTTLES(Namespace.INDEX, "ReadThrottleEvents", SUM, Gaps.ZERO),
    INDEX_WRITE_THROTTLES(Namespace.INDEX, "WriteThrottleEvents", SUM, Gaps.ZERO),
    TABLE_CALLS(Namespace.TABLE_OPERATION, "SuccessfulRequestLatency", SAMPLE_COUNT, Gaps.UNKNOWN),
    TABLE_LATENCY(Namespace.TABLE_OPERATION, "SuccessfulRequestLatency", AVERAGE, Gaps.UNKNOWN),
    REPLICATION_LATENCY(Namespace.TABLE_REPLICA, "ReplicationLatency", AVERAGE, Gaps.UNKNOWN),

    SIGN_INS(Namespace.COGNITO, "SignInSuccesses", SAMPLE_COUNT, Gaps.UNKNOWN),

    MAIL_SEND(Namespace.SES_CONFIGURATION_SET, "Send", SUM, Gaps.UNKNOWN),
    MAIL_DELIVERY(Namespace.SES_CONFIGURATION_SET, "Delivery", SUM, Gaps.UNKNOWN),
    MAIL_BOUNCE(Namespace.SES_CONFIGURATION_SET, "Bounce", SUM, Gaps.UNKNOWN),
    MAIL_COMPLAINT(Namespace.SES_CONFIGURATION_SET, "Complaint", SUM, Gaps.UNKNOWN),
    MAIL_REJECT(Namespace.SES_CONFIGURATION_SET, "Reject", SUM, Gaps.UNKNOWN),
    MAIL_RENDERING_FAILURE(Namespace.SES_CONFIGURATION_SET, "RenderingFailure", SUM, Gaps.UNKNOWN),
    REPUTATION_BOUNCE_RATE(Namespace.SES_ACCOUNT, "Reputation.BounceRate", AVERAGE, Gaps.UNKNOWN),
    REPUTATION_COMPLAINT_RATE(Namespace.SES_ACCOUNT, "Reputation.ComplaintRate", AVERAGE, Gaps.UNKNOWN),

    QUEUE_SENT(Namespace.QUEUE, "NumberOfMessagesSent", SUM, Gaps.UNKNOWN),
    QUEUE_RECEIVED(Namespace.QUEUE, "NumberOfMessagesReceived", SUM, Gaps.UNKNOWN),
    QUEUE_DELETED(Namespace.QUEUE, "NumberOfMessagesDeleted", SUM, Gaps.UNKNOWN),
    QUEUE_VISIBLE(Namespace.QUEUE, "ApproximateNumberOfMessagesVisible", MAXIMUM, Gaps.UNKNOWN),
    QUEUE_IN_FLIGHT(Namespace.QUEUE, "ApproximateNumberOfMessagesNotVisible", MAXIMUM, Gaps.UNKNOWN),
    QUEUE_AGE(Namespace.QUEUE, "ApproximateAgeOfOldestMessage", MAXIMUM, Gaps.UNKNOWN),

    TOPIC_PUBLISHED(Namespace.TOPIC, "NumberOfMessagesPublished", SUM, Gaps.UNKNOWN),
    TOPIC_DELIVERED(Namespace.TOPIC, "NumberOfNotificationsDelivered", SUM, Gaps.UNKNOWN),
    TOPIC_FAILED(Namespace.TOPIC, "NumberOfNotificationsFailed", SUM, Gaps.ZERO),
    TOPIC_FILTERED(Namespace.TOPIC, "NumberOfNotificationsFilteredOut", SUM, Gaps.ZERO),

    STREAM_RECORDS(Namespace.STREAM, "IncomingRecords", SUM, Gaps.UNKNOWN),
    STREAM_BYTES(Namespace.STREAM, "IncomingBytes", SUM, Gaps.UNKNOWN),
    STREAM_AGE(Namespace.STREAM, "GetRecords.IteratorAgeMilliseconds", MAXIMUM, Gaps.UNKNOWN),
    STREAM_WRITES_REFUSED(Namespace.STREAM, "WriteProvisionedThroughputExceeded", SUM, Gaps.ZERO),
    STREAM_READS_REFUSED(Namespace.STREAM, "ReadProvisionedThroughputExceeded", SUM, Gaps.ZERO),

    ORDERS_CONFIRMED(Namespace.SERVICES, "OrdersConfirmed", SUM, Gaps.ZERO),
    ORDERS_REJECTED(Namespace.SERVICES, "OrdersRejected", SUM, Gaps.ZERO),
    ORDERS_ABANDONED(Namespace.SERVICES, "OrdersAbandoned", SUM, Gaps.ZERO),
    SHIPMENTS_CREATED(Namespace.SERVICES, "ShipmentsCreated", SUM, Gaps.ZERO),
    DUPLICATES_IGNORED(Namespace.SERVICES, "DuplicatesIgnored", SUM, Gaps.ZERO),
    POISON_MESSAGES(Namespace.SERVICES, "PoisonMessages", SUM, Gaps.ZERO),
    IMPORT_LINES_ACCEPTED(Namespace.SERVICES, "ImportLinesAccepted", SUM, Gaps.ZERO),
    IMPORT_LINES_REJECTED(Namespace.SERVICES, "ImportLinesRejected", SUM, Gaps.ZERO),

    THUMBNAILS_DONE(Namespace.BLOG, "ThumbnailsDone", SUM, Gaps.ZERO),
    THUMBNAILS_REJECTED(Namespace.BLOG, "ThumbnailsRejected", SUM, Gaps.ZERO),
    THUMBNAILS_FAILED(Namespace.BLOG, "ThumbnailsFailed", SUM, Gaps.ZERO),
    WELCOME_REPEATED(Namespace.BLOG, "WelcomeMailsRepeated", SUM, Gaps.ZERO),

    EDGE_REQUESTS(Namespace.CLOUDFRONT, "Requests", SUM, Gaps.UNKNOWN),
    EDGE_BYTES(Namespace.CLOUDFRONT, "BytesDownloaded", SUM, Gaps.UNKNOWN),
    EDGE_BYTES_UP(Namespace.CLOUDFRONT, "BytesUploaded", SUM, Gaps.UNKNOWN),
    EDGE_4XX(Namespace.CLOUDFRONT, "4xxErrorRate", AVERAGE, Gaps.UNKNOWN),
    EDGE_5XX(Namespace.CLOUDFRONT, "5xxErrorRate", AVERAGE, Gaps.UNKNOWN),
    EDGE_401(Namespace.CLOUDFRONT, "401ErrorRate", AVERAGE, Gaps.UNKNOWN),
    EDGE_403(Namespace.CLOUDFRONT, "403ErrorRate", AVERAGE, Gaps.UNKNOWN),
    EDGE_404(Namespace.CLOUDFRONT, "404ErrorRate", AVERAGE, Gaps.UNKNOWN),
    EDGE_502(Namespace.CLOUDFRONT, "502ErrorRate", AVERAGE, Gaps.UNKNOWN),
    EDGE_503(Namespace.CLOUDFRONT, "503ErrorRate", AVERAGE, Gaps.UNKNOWN),
    EDGE_504(Namespace.CLOUDFRONT, "504ErrorRate", AVERAGE, Gaps.UNKNOWN),
    EDGE_ORIGIN_LATENCY_P50(Namespace.CLOUDFRONT, "OriginLatency", P50, Gaps.UNKNOWN),
    EDGE_ORIGIN_LATENCY_P99(Namespace.CLOUDFRONT, "OriginLatency", P99, Gaps.UNKNOWN),
    EDGE_CACHE_HIT_RATE(Namespace.CLOUDFRONT, "CacheHitRate", AVERAGE, Gaps.UNKNOWN),

    ORIGIN_REQUESTS(Namespace.LOAD_BALANCER, "RequestCount", SUM, Gaps.ZERO),
    ORIGIN_REFUSED(Namespace.LOAD_BALANCER, "HTTPCode_ELB_5XX_Count", SUM, Gaps.ZERO),
    ORIGIN_BYTES(Namespace.LOAD_BALANCER, "ProcessedBytes", SUM, Gaps.ZERO),
    TARGET_4XX(Namespace.LOAD_BALANCER, "HTTPCode_Target_4XX_Count", SUM, Gaps.ZERO),
    TARGET_5XX(Namespace.LOAD_BALANCER, "HTTPCode_Target_5XX_Count", SUM, Gaps.ZERO),
    /** In seconds, as nothing else. */
    TARGET_TIME_P50(Namespace.LOAD_BALANCER, "TargetResponseTime", P50, Gaps.UNKNOWN),
    TARGET_TIME_P99(Namespace.LOAD_BALANCER, "TargetResponseTime", P99, Gaps.UNKNOWN),
    HEALTHY_HOSTS(Namespace.TARGET_GROUP, "HealthyHostCount", AVERAGE, Gaps.UNKNOWN),

    GROUP_DESIRED(Namespace.AUTO_SCALING, "GroupDesiredCapacity", AVERAGE, Gaps.UNKNOWN),
    GROUP_IN_SERVICE(Namespace.AUTO_SCALING, "GroupInServiceInstances", AVERAGE, Gaps.UNKNOWN),
    GROUP_MAX(Namespace.AUTO_SCALING, "GroupMaxSize", AVERAGE, Gaps.UNKNOWN),
    INSTANCE_CPU(Namespace.INSTANCES, "CPUUtilization", AVERAGE, Gaps.UNKNOWN),

    FILES_CLIENTS(Namespace.FILE_SYSTEM, "ClientConnections", SUM, Gaps.UNKNOWN),
    FILES_READ(Namespace.FILE_SYSTEM, "DataReadIOBytes", SUM, Gaps.ZERO),
    FILES_CREDIT(Namespace.FILE_SYSTEM, "BurstCreditBalance", MINIMUM, Gaps.UNKNOWN),

    RELEASES_PUBLISHED(Namespace.UPDATES, "ReleasesPublished", SUM, Gaps.ZERO),
    RELEASES_UNCHANGED(Namespace.UPDATES, "ReleasesUnchanged", SUM, Gaps.ZERO),
    RELEASES_REJECTED(Namespace.UPDATES, "ReleasesRejected", SUM, Gaps.ZERO),
    RELEASES_FAILED(Namespace.UPDATES, "ReleasesFailed", SUM, Gaps.ZERO);

    /** What a missing bucket means: nothing is known, or the service sends only what is not zero. */
    public enum Gaps {
        UNKNOWN,
        ZERO
    }

    /** A CloudWatch namespace with the dimension names one of its metrics needs, in order. */
    public enum Namespace {
        API_GATEWAY("AWS/ApiGateway", "ApiName", "Stage"),
        /** Unlike REST APIs, by their id. */
        HTTP_API("AWS/ApiGateway", "ApiId", "Stage"),
        DAX("AWS/DAX", "ClusterId"),
        LAMBDA("AWS/Lambda", "FunctionName"),
        /** Published while an alias has two versions; Resource is function:alias. */
        LAMBDA_VERSION("AWS/Lambda", "FunctionName", "Resource", "ExecutedVersion"),
        TABLE("AWS/DynamoDB", "TableName"),
        INDEX("AWS/DynamoDB", "TableName", "GlobalSecondaryIndexName"),
        TABLE_OPERATION("AWS/DynamoDB", "TableName", "Operation"),
        TABLE_REPLICA("AWS/DynamoDB", "TableName", "ReceivingRegion"),
        COGNITO("AWS/Cognito", "UserPool", "UserPoolClient"),
        SES_CONFIGURATION_SET("AWS/SES", "ses:configuration-set"),
        SES_ACCOUNT("AWS/SES"),
        QUEUE("AWS/SQS", "QueueName"),
        TOPIC("AWS/SNS", "TopicName"),
        STREAM("AWS/Kinesis", "StreamName"),
        /** What the services' functions count themselves, by embedded metric format. */
        SERVICES("Quartet/Services", "FunctionName"),
        /** What the blog's functions count themselves, by embedded metric format. */
        BLOG("Quartet/Blog", "FunctionName"),
        CLOUDFRONT("AWS/CloudFront", "DistributionId", "Region"),
        LOAD_BALANCER("AWS/ApplicationELB", "LoadBalancer"),
        TARGET_GROUP("AWS/ApplicationELB", "LoadBalancer", "TargetGroup"),
        AUTO_SCALING("AWS/AutoScaling", "AutoScalingGroupName"),
        /** The mean of a group's instances. */
        INSTANCES("AWS/EC2", "AutoScalingGroupName"),
        FILE_SYSTEM("AWS/EFS", "FileSystemId"),
        /** What the publishing function counts itself, by embedded metric format. */
        UPDATES("Quartet/Updates", "FunctionName");

        private final String awsName;

        @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, which its type cannot say.
        private final List<String> dimensions;

        Namespace(String awsName, String... dimensions) {
            this.awsName = awsName;
            this.dimensions = List.of(dimensions);
        }

        /** AWS's name, such as {@code AWS/Lambda}. */
        public String awsName() {
            return awsName;
        }

        /** The dimension names, in the order in which queries give their values. */
        public List<String> dimensions() {
            return dimensions;
        }
    }

    private final Namespace namespace;
    private final String awsName;
    private final Statistic statistic;
    private final Gaps gaps;

    Metric(Namespace namespace, String awsName, Statistic statistic, Gaps gaps) {
        this.namespace = namespace;
        this.awsName = awsName;
        this.statistic = statistic;
        this.gaps = gaps;
    }

    /** Namespace and dimension names. */
    public Namespace namespace() {
        return namespace;
    }

    /** AWS's metric name, such as {@code CacheHitCount}. */
    public String awsName() {
        return awsName;
    }

    /** The statistic that is read. */
    public Statistic statistic() {
        return statistic;
    }

    /** What a bucket without a value means. */
    public Gaps gaps() {
        return gaps;
    }
}
