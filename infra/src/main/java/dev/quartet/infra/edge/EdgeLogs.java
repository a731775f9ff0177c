package dev.quartet.infra.edge;

import com.pulumi.aws.cloudwatch.LogDelivery;
import com.pulumi.aws.cloudwatch.LogDeliveryArgs;
import com.pulumi.aws.cloudwatch.LogDeliveryDestination;
import com.pulumi.aws.cloudwatch.LogDeliveryDestinationArgs;
import com.pulumi.aws.cloudwatch.LogDeliverySource;
import com.pulumi.aws.cloudwatch.LogDeliverySourceArgs;
import com.pulumi.aws.cloudwatch.inputs.LogDeliveryDestinationDeliveryDestinationConfigurationArgs;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.Expiry;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import java.util.List;
import java.util.Map;

/**
 * A distribution's access log, standard logging v2: JSON lines into a bucket of the stack's region. The delivery itself
 * lives in us-east-1; v1 would need ACLs, which our buckets do not have.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html">AWS</a>
 */
public final class EdgeLogs extends ComponentResource {
    private static final String DELIVERY = "delivery.logs.amazonaws.com";

    /** {@code home}: where the bucket is; {@code edge}: where CloudFront's deliveries are. */
    public EdgeLogs(Scope home, Scope edge, Resource parent, String name, Output<String> distributionId) {
        super("quartet:edge:EdgeLogs", name, edge.elsewhere(parent));
        PrivateBucket bucket = PrivateBucket.withoutPolicy(home, parent, name);
        Resource policy = bucket.admit(writer(edge, bucket));
        new BucketLifecycleConfigurationV2(
                name,
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucket.name())
                        .rules(Expiry.afterDays(home.settings().operations().logRetentionDays()))
                        .build(),
                Scope.in(bucket));
        LogDeliverySource source = new LogDeliverySource(
                name,
                LogDeliverySourceArgs.builder()
                        .name(edge.names().regional(name))
                        .logType("ACCESS_LOGS")
                        .resourceArn(arn(edge, distributionId))
                        .build(),
                Scope.in(this));
        LogDeliveryDestination destination = new LogDeliveryDestination(
                name,
                LogDeliveryDestinationArgs.builder()
                        .name(edge.names().regional(name))
                        .outputFormat("json")
                        .deliveryDestinationConfiguration(
                                LogDeliveryDestinationDeliveryDestinationConfigurationArgs.builder()
                                        .destinationResourceArn(bucket.arn())
                                        .build())
                        .build(),
                Scope.in(this, List.of(policy)));
        new LogDelivery(
                name,
                LogDeliveryArgs.builder()
                        .deliverySourceName(source.name())
                        .deliveryDestinationArn(destination.arn())
                        .build(),
                Scope.in(this));
        registerOutputs(Map.of("bucket", bucket.name()));
    }

    /** A distribution's ARN has no region. */
    private static Output<String> arn(Scope edge, Output<String> distributionId) {
        return Output.tuple(edge.accountId(), distributionId)
                .applyValue(t -> "arn:aws:cloudfront::" + t.t1 + ":distribution/" + t.t2);
    }

    private static Statement writer(Scope edge, PrivateBucket bucket) {
        return Statement.allow("LogDelivery", "s3:PutObject")
                .by(Principal.service(DELIVERY))
                .on(Output.tuple(bucket.arn(), edge.accountId()).applyValue(t -> t.t1 + "/AWSLogs/" + t.t2 + "/*"))
                .when("StringEquals", "s3:x-amz-acl", "bucket-owner-full-control")
                .when("StringEquals", "aws:SourceAccount", edge.accountId())
                .when("ArnLike", "aws:SourceArn", edge.arn("logs", "delivery-source:*"));
    }
}
