package dev.quartet.functions.blog.api;

import dev.quartet.functions.common.Fields;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an author may say about a post; what is left out is null. */
record PostInput(
        @Nullable String slug,
        String title,
        String summary,
        String body,
        @Nullable String author,
        @Nullable String image,
        @Nullable Instant publishedAt) {
    static final int MAX_TITLE = 200;
    static final int MAX_SUMMARY = 500;
    /** With the API's 256 KiB for a whole body, it fits into an item's 400 kB in any script. */
    static final int MAX_BODY = 100_000;

    static final int MAX_AUTHOR = 100;
    private static final List<String> FIELDS =
            List.of("slug", "title", "summary", "body", "author", "image", "publishedAt");

    /**
     * Reads what an author sent.
     *
     * @throws dev.quartet.functions.common.ProblemException 400 naming every field that is wrong
     */
    static PostInput of(Map<String, @Nullable Object> json, Instant now) {
        Fields fields = new Fields(json, FIELDS);
        String slug = fields.text("slug", Slugs.MAX);
        if (slug != null && !Slugs.isSlug(slug)) {
            fields.error("slug", "is not made of letters from a to z and digits, with single hyphens between them");
        }
        String title = fields.requiredText("title", MAX_TITLE);
        String summary = fields.requiredText("summary", MAX_SUMMARY);
        String body = fields.requiredText("body", MAX_BODY);
        String author = fields.has("author") ? fields.requiredText("author", MAX_AUTHOR) : null;
        String image = fields.text("image", ImageKeys.MAX);
        if (image != null && !ImageKeys.isKey(image)) {
            fields.error("image", "is not the key of a picture, as POST /api/images answers it");
        }
        Instant publishedAt = time(fields, now);
        if (fields.wrong() || title == null || summary == null || body == null) {
            throw fields.problem("Invalid Post", "post");
        }
        return new PostInput(slug, title, summary, body, author, image, publishedAt);
    }

    /** A post may be older than its entry here; there is nobody who would publish one later. */
    private static @Nullable Instant time(Fields fields, Instant now) {
        if (!fields.has("publishedAt")) {
            return null;
        }
        try {
            if (fields.value("publishedAt") instanceof String text) {
                Instant time = Instant.parse(text);
                if (!time.isAfter(now) && time.isAfter(Instant.EPOCH)) {
                    return time;
                }
            }
        } catch (DateTimeParseException e) {
            // Said below, like every other thing that is no such time.
        }
        fields.error("publishedAt", "is not a time as 2026-01-31T10:00:00Z from 1970 until now");
        return null;
    }
}
