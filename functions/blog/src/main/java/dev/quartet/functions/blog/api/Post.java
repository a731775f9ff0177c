package dev.quartet.functions.blog.api;

import dev.quartet.functions.common.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A published post.
 *
 * @param slug   the part of its URL that names it
 * @param body   Markdown; null in a list, which has no bodies
 * @param image  key of a picture; null if it has none
 */
record Post(
        String slug,
        String title,
        String summary,
        @Nullable String body,
        String author,
        @Nullable String image,
        Instant publishedAt) {
    /** As the API shows it; fields without a value are left out. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("slug", slug);
        json.put("title", title);
        json.put("summary", summary);
        if (body != null) {
            json.put("body", body);
        }
        json.put("author", author);
        if (image != null) {
            json.put("image", image);
        }
        json.put("publishedAt", Times.sortable(publishedAt));
        return json;
    }
}
