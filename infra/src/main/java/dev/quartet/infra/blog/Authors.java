package dev.quartet.infra.blog;

import com.pulumi.aws.cognito.UserGroup;
import com.pulumi.aws.cognito.UserGroupArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.users.EmailPool;
import java.util.Map;

/** Who writes: a pool that nobody signs up to by oneself, and the group whose members may post. */
final class Authors extends ComponentResource {
    private final EmailPool pool;
    private final Output<String> clientId;

    Authors(Scope scope, Resource parent) {
        super("quartet:blog:Authors", "blog-authors", Scope.component(parent));
        this.pool = new EmailPool(scope, this, "blog", false);
        this.clientId = pool.addApp("editor");
        new UserGroup(
                "authors",
                UserGroupArgs.builder()
                        .userPoolId(pool.id())
                        .name("authors")
                        .description("May post and put up pictures")
                        .build(),
                Scope.in(this));
        registerOutputs(Map.of("userPoolId", pool.id()));
    }

    Output<String> poolId() {
        return pool.id();
    }

    Output<String> poolArn() {
        return pool.arn();
    }

    Output<String> clientId() {
        return clientId;
    }
}
