package dev.quartet.functions.blog.thumbnail;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The kinds of pictures that are taken, told by how a file begins and never by its name. */
enum Format {
    JPEG("image/jpeg", "JPEG"),
    PNG("image/png", "PNG"),
    GIF("image/gif", "GIF"),
    WEBP("image/webp", "WebP");

    private final String contentType;
    private final String title;

    Format(String contentType, String title) {
        this.contentType = contentType;
        this.title = title;
    }

    String contentType() {
        return contentType;
    }

    String title() {
        return title;
    }

    /** The format whose signature the file bears; null if it bears none of them. */
    static @Nullable Format of(byte[] file) {
        if (startsWith(file, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (startsWith(file, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (startsWith(file, 0, "GIF87a") || startsWith(file, 0, "GIF89a")) {
            return GIF;
        }
        return startsWith(file, 0, "RIFF") && startsWith(file, 8, "WEBP") ? WEBP : null;
    }

    private static boolean startsWith(byte[] file, int offset, String latin1) {
        byte[] magic = latin1.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < magic.length; i++) {
            if (offset + i >= file.length || file[offset + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
