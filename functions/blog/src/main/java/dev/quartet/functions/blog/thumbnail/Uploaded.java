package dev.quartet.functions.blog.thumbnail;

import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Makes of one upload what is shown, or a rejection with its reason; whatever else goes wrong is thrown, and tried again. */
final class Uploaded {
    /** As the API gives keys out; others come from whoever may write to the bucket, and must not leave their folder. */
    private static final Pattern KEY = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._-]{0,199}");
    /** What clients send that do not know the type. */
    private static final Set<String> UNKNOWN_TYPES = Set.of("", "application/octet-stream", "binary/octet-stream");

    private final Media media;
    private final PictureItems items;
    private final Logs logs;
    private final Figures figures;

    Uploaded(Media media, PictureItems items, Logs logs, Figures figures) {
        this.media = media;
        this.items = items;
        this.logs = logs;
        this.figures = figures;
    }

    /** @throws RuntimeException if S3 or the table fail, which another try may cure */
    void handle(Upload upload) {
        long start = System.nanoTime();
        HeadObjectResponse head;
        try {
            head = media.head(upload);
        } catch (NoSuchKeyException e) {
            // Deleted or expired since: there is nothing left to try again.
            logs.warn("upload is gone", Map.of("key", upload.key()));
            return;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("key", upload.key());
        fields.put("size", head.contentLength());
        try {
            Picture picture = make(upload, head);
            items.ready(upload, picture);
            figures.count("ThumbnailsDone");
            fields.put("contentType", picture.format().contentType());
            fields.put("width", picture.shownWidth());
            fields.put("height", picture.shownHeight());
            fields.put("microseconds", (System.nanoTime() - start) / 1_000);
            logs.info("made thumbnails", fields);
        } catch (RejectedException e) {
            items.rejected(upload, head.contentLength(), String.valueOf(e.getMessage()));
            figures.count("ThumbnailsRejected");
            fields.put("reason", e.getMessage());
            logs.warn("rejected a picture", fields);
        }
    }

    private Picture make(Upload upload, HeadObjectResponse head) {
        if (!KEY.matcher(upload.key()).matches() || upload.key().contains("..")) {
            throw new RejectedException(
                    "The object's name is not a picture's key: allowed are letters, digits, '.', '_' and '-',"
                            + " at most 200 of them.");
        }
        media.check(head);
        Picture picture = Picture.of(media.fetch(upload, head));
        checkType(head.contentType(), picture.format());
        for (Thumbnails.Thumbnail thumbnail : Thumbnails.of(picture)) {
            media.putThumbnail(upload.key(), thumbnail);
        }
        media.putPicture(upload.key(), picture);
        return picture;
    }

    /** A file that says it is something else than it is was mixed up, or is meant to deceive somebody. */
    private static void checkType(@Nullable String declared, Format format) {
        String type = declared == null ? "" : declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!UNKNOWN_TYPES.contains(type) && !type.equals(format.contentType())) {
            throw new RejectedException("The file was uploaded as " + type + ", but its content is a " + format.title()
                    + " picture (" + format.contentType() + ").");
        }
    }
}
