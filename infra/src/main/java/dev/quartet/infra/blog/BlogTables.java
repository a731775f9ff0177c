package dev.quartet.infra.blog;

import com.pulumi.aws.dynamodb.Table;
import com.pulumi.resources.ComponentResource;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.table.StackTable;
import dev.quartet.infra.table.TableShape;
import java.util.List;
import java.util.Map;

/** Posts with their pictures, and visitors. Both are global tables when there are replica regions. */
public final class BlogTables extends ComponentResource {
    // Only what lists show has the attribute `list`, so drafts and pending pictures are not in the index.
    private static final TableShape POSTS = TableShape.of("pk", "sk")
            .index(
                    "byTime",
                    "list",
                    "at",
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
                    "createdAt");
    private static final TableShape VISITORS = TableShape.of("email")
            .index("byMonth", "month", "signedUpAt", "name", "locale", "status", "sentAt", "sends", "bounceType")
            .streaming();

    private final StackTable posts;
    private final StackTable visitors;

    public BlogTables(Scope scope, Alarms alarms) {
        super("quartet:blog:BlogTables", "blog-tables", scope.top());
        List<String> replicas = scope.settings().blog().orElseThrow().replicaRegions();
        this.posts = new StackTable(scope, this, "posts", POSTS.replicatedTo(replicas), alarms);
        this.visitors = new StackTable(scope, this, "visitors", VISITORS.replicatedTo(replicas), alarms);
        registerOutputs(Map.of());
    }

    /** Returns the posts' table, for the DAX cluster in front of it. */
    public Table cached() {
        return posts.table();
    }

    /** Returns what the dashboard's ledger of welcome mails and its quota read. */
    List<Statement> dashboardView() {
        return List.of(
                visitors.indexQuery("WelcomeMailLedger", "byMonth"),
                Statement.allow("MailQuota", "ses:GetAccount").onEverything());
    }

    StackTable posts() {
        return posts;
    }

    /** Returns the visitors' table, which is never read through DAX: a stale marker would send a second mail. */
    StackTable visitors() {
        return visitors;
    }
}
