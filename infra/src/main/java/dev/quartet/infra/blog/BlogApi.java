package dev.quartet.infra.blog;

import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.Scope;
import dev.quartet.infra.lambda.JavaFunction;
import dev.quartet.infra.policy.Statement;
import dev.quartet.infra.rest.RegionalRestApi;
import dev.quartet.infra.rest.RestApiSpec;
import dev.quartet.infra.rest.Route;
import dev.quartet.infra.shared.Shared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The API behind {@code /api} of the site: its cache is the edge, so the stage has none. */
final class BlogApi {
    private static final String NAME = "blog-api";

    private final JavaFunction function;
    private final RegionalRestApi api;

    BlogApi(Scope scope, Resource parent, Shared shared, BlogTables tables, Authors authors, PrivateBucket uploads) {
        this.function = function(scope, parent, shared, tables, uploads);
        this.api = new RegionalRestApi(
                scope,
                parent,
                new RestApiSpec("blog", "Posts, pictures and visitors of the blog", false, false, routes()),
                Optional.of(authors.poolArn()),
                function,
                shared.accountLogging(),
                shared.alarms());
    }

    private static List<Route> routes() {
        List<Route> routes = new ArrayList<>(reads());
        routes.add(Route.plain("POST", "/api/posts"));
        routes.add(Route.plain("POST", "/api/images"));
        routes.add(Route.plain("GET", "/api/images/rejected"));
        routes.add(Route.open("POST", "/api/visitors"));
        return routes;
    }

    /** Returns what everybody reads: no answer varies by caller, as the edge keeps one for all. */
    static List<Route> reads() {
        return List.of(
                Route.open("GET", "/api/posts"),
                Route.open("GET", "/api/posts/{slug}"),
                Route.open("GET", "/api/images"));
    }

    private static JavaFunction function(
            Scope scope, Resource parent, Shared shared, BlogTables tables, PrivateBucket uploads) {
        Map<String, Output<String>> environment = new LinkedHashMap<>();
        environment.put("POSTS_TABLE", tables.posts().name());
        environment.put("VISITORS_TABLE", tables.visitors().name());
        environment.put("UPLOADS_BUCKET", uploads.name());
        environment.put("UPLOADS_ACCELERATED", Output.of("true"));
        List<Statement> statements = new ArrayList<>();
        // Also with DAX: the table answers while the cluster cannot.
        statements.add(tables.posts().items("Posts", "GetItem", "PutItem"));
        statements.add(tables.posts().indexQuery("PostsByTime", "byTime"));
        statements.add(tables.visitors().items("SignUps", "PutItem"));
        // The function presigns with its own rights: an upload may be put there, and nothing else.
        statements.add(Statement.allow("Uploads", "s3:PutObject").on(uploads.objects("incoming/")));
        List<Resource> after = new ArrayList<>();
        shared.dax().ifPresent(dax -> {
            environment.put("DAX_ENDPOINT", dax.endpoint());
            statements.add(dax.callerStatement(List.of("GetItem", "Query", "PutItem")));
            after.add(dax.resource());
        });
        return new JavaFunction(
                scope,
                parent,
                BlogFunction.spec(
                        NAME,
                        "Serves the blog's API",
                        "api.BlogHandler",
                        1024,
                        10,
                        environment,
                        statements,
                        shared.attach(parent, NAME),
                        after),
                shared.alarms());
    }

    JavaFunction function() {
        return function;
    }

    RegionalRestApi api() {
        return api;
    }
}
