package dev.quartet.functions.blog;

import dev.quartet.functions.data.Attributes;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How pictures lie in the posts table: {@code pk=IMAGE#<key>}, {@code sk=IMAGE}, with {@code status} PENDING, READY or REJECTED. The
 * index byTime lists READY ones under {@code list=IMAGES} and REJECTED ones under {@code list=REJECTED}, by {@code at}.
 */
public final class Pictures {
    /** Name of the index. */
    public static final String BY_TIME = "byTime";
    /** The gallery's list. */
    public static final String IMAGES = "IMAGES";
    /** The list of what could not be made a thumbnail of. */
    public static final String REJECTED = "REJECTED";
    /** Where pictures are put, in the uploads bucket. */
    public static final String INCOMING = "incoming/";

    /** A picture's file has at most so many bytes: 25 MB, as S3's console and everybody's file manager counts them. */
    public static final long MAX_BYTES = 25L * 1024 * 1024;

    private static final String PREFIX = "IMAGE#";

    private Pictures() {}

    /** A picture's primary key. */
    public static Map<String, AttributeValue> key(String key) {
        return Map.of("pk", Attributes.text(PREFIX + key), "sk", Attributes.text("IMAGE"));
    }
}
