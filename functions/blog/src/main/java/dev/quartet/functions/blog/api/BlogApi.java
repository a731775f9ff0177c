package dev.quartet.functions.blog.api;

import dev.quartet.functions.blog.Pictures;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Ids;
import dev.quartet.functions.common.Problem;
import dev.quartet.functions.common.ProblemException;
import dev.quartet.functions.common.ProxyRequest;
import dev.quartet.functions.common.ProxyResponse;
import dev.quartet.functions.common.Requests;
import dev.quartet.functions.common.Router;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/** The routes of docs/api/blog.yaml. */
final class BlogApi {
    private final Posts posts;
    private final Images images;
    private final Visitors visitors;
    private final ByTime byTime;
    private final Uploads uploads;
    private final Figures figures;
    private final Clock clock;

    BlogApi(
            Posts posts,
            Images images,
            Visitors visitors,
            ByTime byTime,
            Uploads uploads,
            Figures figures,
            Clock clock) {
        this.posts = posts;
        this.images = images;
        this.visitors = visitors;
        this.byTime = byTime;
        this.uploads = uploads;
        this.figures = figures;
        this.clock = clock;
    }

    Router router() {
        return new Router()
                .add("GET", "/api/posts", this::listPosts)
                .add("POST", "/api/posts", this::publish)
                .add("GET", "/api/posts/{slug}", this::read)
                .add("GET", "/api/images", this::listImages)
                .add("POST", "/api/images", this::announce)
                .add("GET", "/api/images/rejected", this::listRejected)
                .add("POST", "/api/visitors", this::signUp);
    }

    private ProxyResponse listPosts(ProxyRequest request) {
        return cacheable(byTime.page(
                request, Posts.LIST, true, Posts::key, item -> Posts.post(item).json()));
    }

    private ProxyResponse read(ProxyRequest request) {
        String slug = request.pathParameter("slug");
        if (!Slugs.isSlug(slug)) {
            throw notFound();
        }
        return cacheable(posts.find(slug).orElseThrow(BlogApi::notFound).json());
    }

    private static ProblemException notFound() {
        return Problem.of(404, "Not Found", "There is no such post.").exception();
    }

    private ProxyResponse publish(ProxyRequest request) {
        String author = Authors.required(request);
        Instant now = now();
        PostInput input = PostInput.of(Requests.body(request), now);
        Post post = new Post(
                slug(input, now),
                input.title(),
                input.summary(),
                input.body(),
                input.author() == null ? author : input.author(),
                input.image(),
                input.publishedAt() == null ? now : input.publishedAt().truncatedTo(ChronoUnit.MILLIS));
        if (!posts.create(post, now)) {
            throw Problem.of(
                            409,
                            "Slug Taken",
                            "There is a post with the slug " + post.slug() + " already; give another slug.")
                    .exception();
        }
        figures.count("PostsPublished");
        // Relative to /api/posts (RFC 3986, 5.2), so that it is right at the edge and at the API's own address.
        return ProxyResponse.json(201, post.json()).with("Location", "posts/" + post.slug());
    }

    /** A title of which nothing can be written in Latin letters is named by a part of an id. */
    private static String slug(PostInput input, Instant now) {
        if (input.slug() != null) {
            return input.slug();
        }
        String slug = Slugs.of(input.title());
        return slug.isEmpty() ? "post-" + Ids.next(now).toLowerCase(Locale.ROOT) : slug;
    }

    private ProxyResponse listImages(ProxyRequest request) {
        return cacheable(byTime.page(request, Pictures.IMAGES, true, Pictures::key, Images::json));
    }

    private ProxyResponse listRejected(ProxyRequest request) {
        Authors.required(request);
        return ProxyResponse.json(200, byTime.page(request, Pictures.REJECTED, false, Pictures::key, Images::json));
    }

    private ProxyResponse announce(ProxyRequest request) {
        Authors.required(request);
        ImageInput input = ImageInput.of(Requests.body(request));
        Instant now = now();
        String key = ImageKeys.next(input, now);
        Map<String, Object> upload = uploads.upload(key, input);
        images.announce(key, input, now);
        figures.count("UploadsPrepared");
        return ProxyResponse.json(201, upload);
    }

    /** Says the same to those who are known and to those who are not, and does the same but for what the table holds after it. */
    private ProxyResponse signUp(ProxyRequest request) {
        VisitorInput visitor = VisitorInput.of(Requests.body(request), request.header("Accept-Language"));
        figures.count(visitors.signUp(visitor, now()) ? "VisitorsSignedUp" : "VisitorsKnown");
        return ProxyResponse.json(202, Map.of());
    }

    private static ProxyResponse cacheable(Map<String, Object> body) {
        return ProxyResponse.json(200, body).with("Cache-Control", "public, max-age=60");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
