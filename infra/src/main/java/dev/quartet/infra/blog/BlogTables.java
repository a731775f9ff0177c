package dev.quartet.infra.blog;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import com.pulumi.aws.dynamodb.inputs.TableGlobalSecondaryIndexArgs;
import com.pulumi.aws.dynamodb.inputs.TablePointInTimeRecoveryArgs;
import com.pulumi.aws.dynamodb.inputs.TableReplicaArgs;
import com.pulumi.resources.ComponentResource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import java.util.List;
import java.util.Map;

/** Posts with their pictures, and visitors. Both are global tables when there are replica regions. */
public final class BlogTables extends ComponentResource {
    private final BlogTable posts;
    private final BlogTable visitors;

    public BlogTables(Scope scope, Alarms alarms) {
        super("quartet:blog:BlogTables", "blog-tables", scope.top());
        List<String> replicas = scope.settings().blog().orElseThrow().replicaRegions();
        this.posts = new BlogTable(
                this,
                scope,
                "posts",
                table(scope, replicas)
                        .hashKey("pk")
                        .rangeKey("sk")
                        .attributes(key("pk"), key("sk"), key("list"), key("at"))
                        // Only what lists show has the attribute `list`, so drafts and pending pictures are not in it.
                        .globalSecondaryIndexes(TableGlobalSecondaryIndexArgs.builder()
                                .name("byTime")
                                .hashKey("list")
                                .rangeKey("at")
                                .projectionType("INCLUDE")
                                .nonKeyAttributes(
                                        "slug",
                                        "title",
                                        "summary",
                                        "author",
                                        "image",
                                        "publishedAt",
                                        "key",
                                        "width",
                                        "height",
                                        "contentType",
                                        "size",
                                        "status",
                                        "reason",
                                        "createdAt")
                                .build()),
                !replicas.isEmpty(),
                "byTime",
                alarms);
        this.visitors = new BlogTable(
                this,
                scope,
                "visitors",
                table(scope, replicas)
                        .hashKey("email")
                        .attributes(key("email"), key("month"), key("signedUpAt"))
                        .globalSecondaryIndexes(TableGlobalSecondaryIndexArgs.builder()
                                .name("byMonth")
                                .hashKey("month")
                                .rangeKey("signedUpAt")
                                .projectionType("INCLUDE")
                                .nonKeyAttributes("name", "locale", "status", "sentAt", "sends", "bounceType")
                                .build()),
                true,
                "byMonth",
                alarms);
        registerOutputs(Map.of());
    }

    private static TableArgs.Builder table(Scope scope, List<String> replicas) {
        TableArgs.Builder args = TableArgs.builder()
                .billingMode("PAY_PER_REQUEST")
                .pointInTimeRecovery(
                        TablePointInTimeRecoveryArgs.builder().enabled(true).build())
                .deletionProtectionEnabled(scope.settings().retainData());
        return replicas.isEmpty()
                ? args
                : args.replicas(replicas.stream()
                        .map(region -> TableReplicaArgs.builder()
                                .regionName(region)
                                .pointInTimeRecovery(true)
                                .propagateTags(true)
                                .build())
                        .toList());
    }

    private static TableAttributeArgs key(String name) {
        return TableAttributeArgs.builder().name(name).type("S").build();
    }

    /** Returns the posts' table, for the DAX cluster in front of it. */
    public Table cached() {
        return posts.table();
    }

    /** Returns what the dashboard's ledger of welcome mails and its quota read. */
    List<Statement> dashboardView() {
        return List.of(
                visitors.indexQuery("WelcomeMailLedger"),
                Statement.allow("MailQuota", "ses:GetAccount").onEverything());
    }

    BlogTable posts() {
        return posts;
    }

    /** Returns the visitors' table, which is never read through DAX: a stale marker would send a second mail. */
    BlogTable visitors() {
        return visitors;
    }
}
