package dev.quartet.local.traffic;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The blog as its readers' browsers ask for it, and what they have seen there. Thread-safe. */
final class Site {
    private static final List<String> PAGES = List.of("/", "/gallery", "/sign-up");
    private static final List<String> ASSETS = List.of("/assets/site.css", "/assets/page.js", "/assets/texts.js");
    private static final List<Integer> WIDTHS = List.of(320, 640, 1280);
    private static final String PAGE_OF_20 = "?limit=20";

    private final Wire wire;
    private final String url;
    private volatile List<String> slugs = List.of();
    private volatile List<String> pictures = List.of();

    Site(Wire wire, String url) {
        this.wire = wire;
        this.url = url;
    }

    Optional<String> anyPost(RandomGenerator random) {
        return any(slugs, random);
    }

    Optional<String> anyPicture(RandomGenerator random) {
        return any(pictures, random);
    }

    void page(RandomGenerator random) throws FailedRequestException, InterruptedException {
        var post = anyPost(random);
        var path = post.isPresent() && random.nextBoolean()
                ? "/posts/" + encode(post.get())
                : PAGES.get(Zipf.next(random, PAGES.size()));
        get(Operation.OPEN_PAGE, path);
    }

    void asset(RandomGenerator random) throws FailedRequestException, InterruptedException {
        get(Operation.LOAD_ASSET, ASSETS.get(random.nextInt(ASSETS.size())));
    }

    void miss(RandomGenerator random) throws FailedRequestException, InterruptedException {
        wire.send(
                Operation.MISS_PAGE,
                Wire.request(url + "/no-such-page-" + random.nextInt(10)).build());
    }

    void listPosts() throws FailedRequestException, InterruptedException {
        slugs = listed(Operation.LIST_POSTS, "/api/posts", "slug");
    }

    void listPictures() throws FailedRequestException, InterruptedException {
        pictures = listed(Operation.LIST_PICTURES, "/api/images", "key");
    }

    void read(String slug) throws FailedRequestException, InterruptedException {
        get(Operation.READ_POST, "/api/posts/" + encode(slug));
    }

    /** Looks at a picture on a screen that wants the {@code size}-th of the three widths. */
    void view(String key, int size) throws FailedRequestException, InterruptedException {
        get(Operation.VIEW_PICTURE, "/thumbnails/%d/%s.jpg".formatted(WIDTHS.get(size), encode(key)));
    }

    private List<String> listed(Operation operation, String path, String name)
            throws FailedRequestException, InterruptedException {
        var names = new ArrayList<String>();
        for (var item : Wire.JSON
                .readTree(get(operation, path + PAGE_OF_20))
                .path("items")
                .values()) {
            names.add(item.path(name).asString());
        }
        return List.copyOf(names);
    }

    private byte[] get(Operation operation, String path) throws FailedRequestException, InterruptedException {
        return wire.expect(
                        operation,
                        Wire.request(url + path)
                                .header("Accept-Encoding", "gzip, br")
                                .build())
                .body();
    }

    private static Optional<String> any(List<String> names, RandomGenerator random) {
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(Zipf.next(random, names.size())));
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
