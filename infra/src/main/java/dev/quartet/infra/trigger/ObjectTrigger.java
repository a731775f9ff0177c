package dev.quartet.infra.trigger;

import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.aws.s3.BucketNotification;
import com.pulumi.aws.s3.BucketNotificationArgs;
import com.pulumi.aws.s3.inputs.BucketNotificationLambdaFunctionArgs;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import java.util.List;

/** The objects that a bucket gets under a prefix (empty: anywhere) and with a suffix; a bucket has one such trigger at most. */
public record ObjectTrigger(PrivateBucket bucket, String prefix, String suffix) {
    /** Invokes the function, asynchronously, for each; {@code failures} must exist before the first. */
    public void invoke(Resource parent, Scope scope, String name, JavaFunction function, Resource failures) {
        Permission permission = new Permission(
                name,
                PermissionArgs.builder()
                        .action("lambda:InvokeFunction")
                        .function(function.functionName())
                        .qualifier(function.aliasName())
                        .principal("s3.amazonaws.com")
                        // A bucket's ARN has no account: somebody else may own the name one day.
                        .sourceAccount(scope.accountId())
                        .sourceArn(bucket.arn())
                        .build(),
                Scope.in(parent));
        BucketNotificationLambdaFunctionArgs.Builder args = BucketNotificationLambdaFunctionArgs.builder()
                .id(name)
                .lambdaFunctionArn(function.aliasArn())
                .events("s3:ObjectCreated:*")
                .filterSuffix(suffix);
        if (!prefix.isEmpty()) {
            args.filterPrefix(prefix);
        }
        new BucketNotification(
                name,
                BucketNotificationArgs.builder()
                        .bucket(bucket.name())
                        .lambdaFunctions(args.build())
                        .build(),
                Scope.in(parent, List.of(permission, failures)));
    }
}
