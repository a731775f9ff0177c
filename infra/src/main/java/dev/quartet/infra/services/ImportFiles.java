package dev.quartet.infra.services;

import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.BucketVersioningV2;
import com.pulumi.aws.s3.BucketVersioningV2Args;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleArgs;
import com.pulumi.aws.s3.inputs.BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs;
import com.pulumi.aws.s3.inputs.BucketVersioningV2VersioningConfigurationArgs;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.Expiry;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.Scope;
import java.util.List;

/** Where files of orders are put and reports are found; kept for 90 days. Versions tell two files of one name apart. */
final class ImportFiles {
    static final String PREFIX = "incoming/";
    static final String REPORTS = "reports/";
    private static final int KEPT_DAYS = 90;

    private ImportFiles() {}

    static PrivateBucket create(Scope scope, Resource parent) {
        PrivateBucket bucket = new PrivateBucket(scope, parent, "imports");
        BucketVersioningV2 versioning = new BucketVersioningV2(
                "imports",
                BucketVersioningV2Args.builder()
                        .bucket(bucket.name())
                        .versioningConfiguration(BucketVersioningV2VersioningConfigurationArgs.builder()
                                .status("Enabled")
                                .build())
                        .build(),
                Scope.in(parent));
        new BucketLifecycleConfigurationV2(
                "imports",
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucket.name())
                        .rules(Expiry.afterDays(KEPT_DAYS), oldVersions())
                        .build(),
                Scope.in(parent, List.of(versioning)));
        return bucket;
    }

    private static BucketLifecycleConfigurationV2RuleArgs oldVersions() {
        return Expiry.rule("old-versions")
                .noncurrentVersionExpiration(BucketLifecycleConfigurationV2RuleNoncurrentVersionExpirationArgs.builder()
                        .noncurrentDays(KEPT_DAYS)
                        .build())
                .build();
    }
}
