package dev.quartet.infra.todo;

import com.pulumi.aws.cognito.IdentityPoolRoleAttachment;
import com.pulumi.aws.cognito.IdentityPoolRoleAttachmentArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.policy.Policy;
import dev.quartet.infra.policy.Principal;
import dev.quartet.infra.policy.Statement;
import java.util.List;
import java.util.Map;

/**
 * The users' files: each user works directly on S3 with temporary credentials, under a prefix of one's own. The prefix
 * bears the identity id of the identity pool, not the user pool's sub.
 */
final class UserFiles extends ComponentResource {
    /** IAM puts the caller's identity id in. */
    static final String PREFIX = "private/${cognito-identity.amazonaws.com:sub}/";

    private final PrivateBucket bucket;

    UserFiles(Scope scope, Resource parent, Output<String> identityPoolId) {
        super("quartet:todo:UserFiles", "todo-files", Scope.component(parent));
        this.bucket = new PrivateBucket(scope, this, "user-files");
        UserFilesRules.add(this, bucket, scope.settings().api().corsOrigin());
        Role role = new Role(
                "todo-user",
                RoleArgs.builder()
                        .name(scope.names().global("todo-user"))
                        .description("What a signed-in user of the app may do on AWS")
                        .assumeRolePolicy(trust(identityPoolId))
                        .build(),
                Scope.in(this));
        RolePolicy policy = new RolePolicy(
                "todo-user",
                RolePolicyArgs.builder()
                        .name("own-files")
                        .role(role.name())
                        .policy(ownFiles())
                        .build(),
                Scope.in(this));
        new IdentityPoolRoleAttachment(
                "todo-user",
                IdentityPoolRoleAttachmentArgs.builder()
                        .identityPoolId(identityPoolId)
                        .roles(role.arn().applyValue(arn -> Map.of("authenticated", arn)))
                        .build(),
                Scope.in(this, List.of(policy)));
        registerOutputs(Map.of("bucket", bucket.name()));
    }

    private static Output<String> trust(Output<String> identityPoolId) {
        return Policy.document(Statement.allow("SignedInUsers", "sts:AssumeRoleWithWebIdentity")
                .by(Principal.federated("cognito-identity.amazonaws.com"))
                .when("StringEquals", "cognito-identity.amazonaws.com:aud", identityPoolId)
                .when("ForAnyValue:StringLike", "cognito-identity.amazonaws.com:amr", "authenticated"));
    }

    private Output<String> ownFiles() {
        return Policy.document(
                Statement.allow("OwnFiles", "s3:GetObject", "s3:PutObject", "s3:DeleteObject")
                        .on(bucket.arn().applyValue(arn -> arn + "/" + PREFIX + "*")),
                Statement.allow("OwnList", "s3:ListBucket")
                        .on(bucket.arn())
                        .when("StringLike", "s3:prefix", PREFIX + "*"));
    }

    Output<String> bucketName() {
        return bucket.name();
    }
}
