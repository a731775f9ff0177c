package dev.quartet.infra.blog;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.operations.AlarmTopic;
import dev.quartet.infra.operations.Alarms;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.rest.AccountLogging;
import dev.quartet.infra.rest.RegionalRestApi;
import dev.quartet.infra.rest.RestApiSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A replica region's reader: the read-only part of the API in front of the table's replica there, for when the home
 * region fails.
 */
final class ReplicaReader extends ComponentResource {
    private final RegionalRestApi api;

    ReplicaReader(Scope replica, Resource parent, BlogTables tables, PrivateBucket uploads) {
        super("quartet:blog:ReplicaReader", "blog-reader-" + replica.region(), replica.elsewhere(parent));
        Alarms alarms = new Alarms(replica, AlarmTopic.replica(replica).arn());
        String name = "blog-reader-" + replica.region();
        Output<String> table = tables.posts().name().apply(posts -> replica.arn("dynamodb", "table/" + posts));
        Map<String, Output<String>> environment = new LinkedHashMap<>();
        environment.put("POSTS_TABLE", tables.posts().name());
        environment.put("VISITORS_TABLE", tables.visitors().name());
        environment.put("UPLOADS_BUCKET", uploads.name());
        environment.put("UPLOADS_ACCELERATED", Output.of("true"));
        JavaFunction function = new JavaFunction(
                replica,
                this,
                BlogFunction.spec(
                        name,
                        "Reads the blog's replica",
                        "api.BlogHandler",
                        1024,
                        10,
                        environment,
                        List.of(
                                Statement.allow("Posts", "dynamodb:GetItem").on(table),
                                Statement.allow("PostsByTime", "dynamodb:Query")
                                        .on(table.applyValue(arn -> arn + "/index/byTime")))),
                alarms);
        this.api = new RegionalRestApi(
                replica,
                this,
                new RestApiSpec(name, "Reads of the blog, in a replica's region", false, false, BlogApi.reads()),
                Optional.empty(),
                function,
                AccountLogging.of(replica),
                alarms);
        registerOutputs(Map.of("url", api.ref().applyValue(ref -> ref.url())));
    }

    RegionalRestApi api() {
        return api;
    }
}
