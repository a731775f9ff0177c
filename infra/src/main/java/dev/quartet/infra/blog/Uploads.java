package dev.quartet.infra.blog;

import com.pulumi.aws.s3.BucketAccelerateConfigurationV2;
import com.pulumi.aws.s3.BucketAccelerateConfigurationV2Args;
import com.pulumi.aws.s3.BucketCorsConfigurationV2;
import com.pulumi.aws.s3.BucketCorsConfigurationV2Args;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2;
import com.pulumi.aws.s3.BucketLifecycleConfigurationV2Args;
import com.pulumi.aws.s3.inputs.BucketCorsConfigurationV2CorsRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.Expiry;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.Scope;

/** Where authors put originals: accelerated, emptied after 30 days, never an origin of the distribution. */
final class Uploads {
    private static final int ORIGINALS_DAYS = 30;

    private Uploads() {}

    static PrivateBucket create(Scope scope, Resource parent) {
        PrivateBucket bucket = new PrivateBucket(scope, parent, "uploads");
        new BucketAccelerateConfigurationV2(
                "uploads",
                BucketAccelerateConfigurationV2Args.builder()
                        .bucket(bucket.name())
                        .status("Enabled")
                        .build(),
                Scope.in(parent));
        new BucketLifecycleConfigurationV2(
                "uploads",
                BucketLifecycleConfigurationV2Args.builder()
                        .bucket(bucket.name())
                        .rules(Expiry.afterDays(ORIGINALS_DAYS))
                        .build(),
                Scope.in(parent));
        return bucket;
    }

    /** Lets the site's pages, and no others, put files with a presigned URL. */
    static void admitPages(Resource parent, PrivateBucket bucket, Output<String> siteUrl) {
        new BucketCorsConfigurationV2(
                "uploads",
                BucketCorsConfigurationV2Args.builder()
                        .bucket(bucket.name())
                        .corsRules(BucketCorsConfigurationV2CorsRuleArgs.builder()
                                .allowedOrigins(Output.all(siteUrl))
                                .allowedMethods("PUT")
                                .allowedHeaders("content-type", "content-length")
                                .exposeHeaders("ETag")
                                .maxAgeSeconds(3600)
                                .build())
                        .build(),
                Scope.in(parent));
    }
}
