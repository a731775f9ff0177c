package dev.quartet.infra.todo;

import com.pulumi.aws.s3.BucketCorsConfigurationV2;
import com.pulumi.aws.s3.BucketCorsConfigurationV2Args;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketCorsConfigurationV2CorsRuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleFilterArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.Scope;
import java.util.List;

/** The users' bucket: a week to undo an overwrite or a deletion, nothing left of broken uploads, browsers admitted. */
final class UserFilesRules {
    private UserFilesRules() {}

    static void add(Resource parent, PrivateBucket bucket, String corsOrigin) {
        BucketVersioningV2 versioning = new BucketVersioningV2(
                "user-files",
                BucketVersioningV2Args.builder()
                        .bucket(bucket.name())
                        .versioningConfiguration(BucketVersioningV2VersioningConfigurationArgs.builder()
                                .status("Enabled")
                                .build())
                        .build(),
                Scope.in(parent));
        new BucketLifecycleConfigurationV2(
                "user-files",
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucket.name())
                        .rules(lifecycle())
                        .build(),
                Scope.in(parent, List.of(versioning)));
        new BucketCorsConfigurationV2(
                "user-files",
                BucketCorsConfigurationV2Args.builder()
                        .bucket(bucket.name())
                        .corsRules(BucketCorsConfigurationV2CorsRuleArgs.builder()
                                .allowedOrigins(corsOrigin)
                                .allowedMethods("GET", "PUT", "DELETE", "HEAD")
                                .allowedHeaders("*")
                                .exposeHeaders("ETag", "x-amz-version-id")
                                .maxAgeSeconds(3600)
                                .build())
                        .build(),
                Scope.in(parent));
    }

    private static BucketLifecycleConfigurationV2RuleArgs lifecycle() {
        return BucketLifecycleConfigurationV2RuleArgs.builder()
                .id("tidy")
                .status("Enabled")
                .filter(BucketLifecycleConfigurationV2RuleFilterArgs.builder()
                        .prefix("")
                        .build())
                .noncurrentVersionExpiration(BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
                        .noncurrentDays(7)
                        .build())
                .abortIncompleteMultipartUpload(
                        BucketLifecycleConfigurationV2RuleAbortIncompleteMultipartUploadArgs.builder()
                                .daysAfterInitiation(1)
                                .build())
                // What a deletion leaves behind once its old versions are gone.
                .expiration(BucketLifecycleConfigurationV2RuleExpirationArgs.builder()
                        .expiredObjectDeleteMarker(true)
                        .build())
                .build();
    }
}
