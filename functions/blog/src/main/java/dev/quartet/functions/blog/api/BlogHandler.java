package dev.quartet.functions.blog.api;

import dev.quartet.functions.common.Router;
import dev.quartet.functions.data.ApiHandler;
import dev.quartet.functions.data.Parts;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.data.Priming;
import java.util.Map;
import org.crac.Core;

/**
 * The blog API's function: {@code dev.quartet.functions.blog.api.BlogHandler::handleRequest}.
 *
 * <p>Environment: POSTS_TABLE, VISITORS_TABLE, UPLOADS_BUCKET, UPLOADS_ACCELERATED (true or false); DAX_ENDPOINT where there is a
 * cluster.
 */
public final class BlogHandler extends ApiHandler {
    static final String PRIMED = """
            {"slug":{"S":"primed"},"title":{"S":"Primed"},"summary":{"S":"Primed"},"body":{"S":"Primed"},"author":{"S":"Primed"},\
            "publishedAt":{"S":"2026-01-01T00:00:00.000Z"},"at":{"S":"2026-01-01T00:00:00.000Z#primed"}}""";

    public BlogHandler() {
        this(Platform.lambda());
        Core.getGlobalContext().register(this);
    }

    /** What is not said to be cacheable is stored nowhere. */
    BlogHandler(Platform platform) {
        super(platform, "Quartet/Blog", Map.of("Cache-Control", "no-store"), BlogHandler::router);
    }

    private static Router router(Parts parts) {
        Platform platform = parts.platform();
        String posts = platform.env().required("POSTS_TABLE");
        return new BlogApi(
                        new Posts(parts.store(), posts),
                        new Images(parts.store(), posts),
                        new Visitors(parts.store(), platform.env().required("VISITORS_TABLE")),
                        new ByTime(parts.store(), posts),
                        new Uploads(platform.env()),
                        parts.figures(),
                        platform.clock())
                .router();
    }

    @Override
    protected void prime(Platform likeThis) {
        primeOn(Priming.platform(likeThis, PRIMED));
    }

    static void primeOn(Platform platform) {
        new Priming(
                        new BlogHandler(platform),
                        Map.of("slug", "primed"),
                        Map.of("sub", "priming", "token_use", "id", "cognito:groups", "authors"))
                .request("GET", "/api/posts", null)
                .request("GET", "/api/posts/{slug}", null)
                .request("POST", "/api/posts", "{\"title\":\"Primed\",\"summary\":\"Primed\",\"body\":\"Primed\"}")
                .request("GET", "/api/images", null)
                .request("POST", "/api/visitors", "{\"email\":\"primed@example.com\"}");
    }
}
