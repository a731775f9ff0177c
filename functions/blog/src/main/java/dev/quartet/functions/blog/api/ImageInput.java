package dev.quartet.functions.blog.api;

import dev.quartet.functions.blog.Pictures;
import dev.quartet.functions.common.Fields;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A picture that an author is about to put: {@code size} in bytes. */
record ImageInput(String fileName, String contentType, long size) {
    private static final int MAX_FILE_NAME = 255;
    private static final List<String> FIELDS = List.of("fileName", "contentType", "size");

    /**
     * Reads what an author sent.
     *
     * @throws dev.quartet.functions.common.ProblemException 400 naming every field that is wrong
     */
    static ImageInput of(Map<String, @Nullable Object> json) {
        Fields fields = new Fields(json, FIELDS);
        String fileName = fields.requiredText("fileName", MAX_FILE_NAME);
        Object contentType = fields.value("contentType");
        if (!(contentType instanceof String type) || !ImageKeys.ENDINGS.containsKey(type)) {
            fields.error(
                    "contentType", "is not one of " + String.join(", ", new TreeSet<>(ImageKeys.ENDINGS.keySet())));
        }
        long size = fields.value("size") instanceof Number number && isWhole(number) ? number.longValue() : 0;
        if (size < 1 || size > Pictures.MAX_BYTES) {
            fields.error("size", "is not a whole number of bytes from 1 to " + Pictures.MAX_BYTES);
        }
        if (fields.wrong() || fileName == null) {
            throw fields.problem("Invalid Image", "image");
        }
        return new ImageInput(fileName, String.valueOf(contentType), size);
    }

    private static boolean isWhole(Number number) {
        return number instanceof Integer || number instanceof Long;
    }
}
