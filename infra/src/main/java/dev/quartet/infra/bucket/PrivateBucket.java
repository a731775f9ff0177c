package dev.quartet.infra.bucket;

import com.pulumi.aws.s3.BucketOwnershipControls;
import com.pulumi.aws.s3.BucketOwnershipControlsArgs;
import com.pulumi.aws.s3.BucketPolicy;
import com.pulumi.aws.s3.BucketPolicyArgs;
import com.pulumi.aws.s3.BucketPublicAccessBlock;
import com.pulumi.aws.s3.BucketPublicAccessBlockArgs;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2;
import com.pulumi.aws.s3.BucketServerSideEncryptionConfigurationV2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.aws.s3.inputs.BucketOwnershipControlsRuleArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs;
import com.pulumi.aws.s3.inputs.BucketServerSideEncryptionConfigurationV2RuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A bucket without ACLs, closed to the public, encrypted with SSE-S3, answering TLS alone. */
public final class PrivateBucket extends ComponentResource {
    private final BucketV2 bucket;
    private final BucketPublicAccessBlock block;
    private final String name;

    /** Makes a bucket that only principals of the account reach. */
    public PrivateBucket(Scope scope, Resource parent, String name) {
        this(name, scope, parent);
        admit();
    }

    private PrivateBucket(String name, Scope scope, Resource parent) {
        super("quartet:bucket:PrivateBucket", name, Scope.component(parent));
        this.name = name;
        this.bucket = new BucketV2(
                name,
                BucketV2Args.builder()
                        .bucket(scope.names().bucket(name, scope.accountId()))
                        .forceDestroy(!scope.settings().retainData())
                        .build(),
                Scope.in(this));
        this.block = new BucketPublicAccessBlock(
                name,
                BucketPublicAccessBlockArgs.builder()
                        .bucket(bucket.id())
                        .blockPublicAcls(true)
                        .blockPublicPolicy(true)
                        .ignorePublicAcls(true)
                        .restrictPublicBuckets(true)
                        .build(),
                Scope.in(this));
        new BucketOwnershipControls(
                name,
                BucketOwnershipControlsArgs.builder()
                        .bucket(bucket.id())
                        .rule(BucketOwnershipControlsRuleArgs.builder()
                                .objectOwnership("BucketOwnerEnforced")
                                .build())
                        .build(),
                Scope.in(this, List.of(block)));
        encrypt();
        registerOutputs(Map.of("bucket", bucket.bucket()));
    }

    /**
     * Makes a bucket without its policy, which {@link #admit} must add: a service that it admits is often known only
     * after the bucket.
     */
    public static PrivateBucket withoutPolicy(Scope scope, Resource parent, String name) {
        return new PrivateBucket(name, scope, parent);
    }

    /** Adds the policy: TLS alone, and what these statements allow. */
    public Resource admit(Statement... statements) {
        List<Statement> all = new ArrayList<>(List.of(statements));
        all.add(tlsOnly());
        return new BucketPolicy(
                name,
                BucketPolicyArgs.builder()
                        .bucket(bucket.id())
                        .policy(Policy.document(all))
                        .build(),
                // S3 answers OperationAborted when policy and access block change at once.
                Scope.in(this, List.of(block)));
    }

    private void encrypt() {
        new BucketServerSideEncryptionConfigurationV2(
                name,
                BucketServerSideEncryptionConfigurationV2Args.builder()
                        .bucket(bucket.id())
                        .rules(BucketServerSideEncryptionConfigurationV2RuleArgs.builder()
                                .applyServerSideEncryptionByDefault(
                                        BucketServerSideEncryptionConfigurationV2RuleApplyServerSideEncryptionByDefaultArgs
                                                .builder()
                                                .sseAlgorithm("AES256")
                                                .build())
                                .build())
                        .build(),
                Scope.in(this));
    }

    private Statement tlsOnly() {
        return Statement.deny("TlsOnly", "s3:*")
                .by(Principal.everybody())
                .on(bucket.arn())
                .on(bucket.arn().applyValue(arn -> arn + "/*"))
                .when("Bool", "aws:SecureTransport", "false");
    }

    /** Returns the bucket's name. */
    public Output<String> name() {
        return bucket.bucket();
    }

    /** Returns the host that a distribution has as its origin. */
    public Output<String> regionalDomainName() {
        return bucket.bucketRegionalDomainName();
    }

    /** Returns the ARN of the objects whose keys start with a prefix. */
    public Output<String> objects(String prefix) {
        return bucket.arn().applyValue(arn -> arn + "/" + prefix + "*");
    }

    /** Returns the bucket's ARN. */
    public Output<String> arn() {
        return bucket.arn();
    }
}
