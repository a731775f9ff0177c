package dev.quartet.local.cloudfront.origin;

import java.util.Arrays;

/** When CloudFront signs requests to a bucket. */
public enum OriginAccess {
    /** There is no origin access control, or it never signs: the bucket sees a stranger. */
    NEVER("never"),
    /** {@code always}. */
    ALWAYS("always"),
    /** {@code no-override}: unless the viewer's own Authorization came through. */
    NO_OVERRIDE("no-override");

    private final String word;

    OriginAccess(String word) {
        this.word = word;
    }

    /** Returns what AWS calls {@code word}; throws {@link IllegalArgumentException} saying what is allowed. */
    public static OriginAccess of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "signingBehavior '%s'; allowed are always, never and no-override".formatted(word)));
    }
}
