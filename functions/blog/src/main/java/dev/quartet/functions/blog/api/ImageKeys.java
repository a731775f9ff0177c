package dev.quartet.functions.blog.api;

import dev.quartet.functions.common.Ids;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/** Pictures' keys: a ULID, a name and the ending of the content type, so that each is unique and safe in a path. */
final class ImageKeys {
    /** The content types that thumbnails are made of, and their endings. */
    static final Map<String, String> ENDINGS =
            Map.of("image/jpeg", ".jpg", "image/png", ".png", "image/gif", ".gif", "image/webp", ".webp");

    static final int MAX = 200;
    private static final Pattern KEY = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0," + (MAX - 1) + "}");

    private ImageKeys() {}

    /** Whether it may be a picture's key, by whatever way the picture came. */
    static boolean isKey(String text) {
        return KEY.matcher(text).matches() && !text.contains("..");
    }

    static String next(ImageInput input, Instant now) {
        String name = input.fileName();
        int dot = name.lastIndexOf('.');
        String safe = Slugs.of(dot > 0 ? name.substring(0, dot) : name);
        return Ids.next(now) + "-" + (safe.isEmpty() ? "picture" : safe) + ENDINGS.get(input.contentType());
    }
}
