package dev.quartet.infra.updates;

import com.pulumi.asset.FileAsset;
import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.ProgramFiles;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Statement;

/** The server's program in a bucket, under a key that changes with its content: an instance runs what its template names. */
final class ServerCode {
    static final String JAR = "update-server/target/update-server.jar";

    private static final String PREFIX = "update-server/";

    private final PrivateBucket bucket;
    private final BucketObjectv2 jar;
    private final String sha256;

    ServerCode(Scope scope, Resource parent, ProgramFiles files) {
        this.bucket = new PrivateBucket(scope, parent, "updates-code");
        this.sha256 = files.sha256(JAR);
        this.jar = new BucketObjectv2(
                "update-server",
                BucketObjectv2Args.builder()
                        .bucket(bucket.name())
                        .key(PREFIX + sha256 + ".jar")
                        .source(new FileAsset(JAR))
                        .contentType("application/java-archive")
                        .build(),
                Scope.in(bucket));
    }

    Statement reader(String sid) {
        return Statement.allow(sid, "s3:GetObject").on(bucket.objects(PREFIX));
    }

    Output<String> bucketName() {
        return bucket.name();
    }

    Output<String> key() {
        return jar.key();
    }

    String sha256() {
        return sha256;
    }

    Resource uploaded() {
        return jar;
    }
}
