package dev.quartet.local.cloudfront.cache;

import dev.quartet.local.cloudfront.config.CachePolicy;
import dev.quartet.local.cloudfront.config.Headers;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compression at the edge. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html
 */
final class Encodings {
    private static final long LEAST = 1_000;
    private static final long MOST = 10_000_000;
    private static final Set<String> TYPES = Set.of(
            "application/dash+xml",
            "application/eot",
            "application/font",
            "application/font-sfnt",
            "application/javascript",
            "application/json",
            "application/opentype",
            "application/otf",
            "application/pdf",
            "application/pkcs7-mime",
            "application/protobuf",
            "application/rss+xml",
            "application/truetype",
            "application/ttf",
            "application/vnd.apple.mpegurl",
            "application/vnd.mapbox-vector-tile",
            "application/vnd.ms-fontobject",
            "application/wasm",
            "application/xhtml+xml",
            "application/xml",
            "application/x-font-opentype",
            "application/x-font-truetype",
            "application/x-font-ttf",
            "application/x-httpd-cgi",
            "application/x-javascript",
            "application/x-mpegurl",
            "application/x-opentype",
            "application/x-otf",
            "application/x-perl",
            "application/x-ttf",
            "font/eot",
            "font/opentype",
            "font/otf",
            "font/ttf",
            "image/svg+xml",
            "text/css",
            "text/csv",
            "text/html",
            "text/javascript",
            "text/js",
            "text/plain",
            "text/richtext",
            "text/tab-separated-values",
            "text/xml",
            "text/x-component",
            "text/x-java-source",
            "text/x-script",
            "vnd.apple.mpegurl");

    private Encodings() {}

    /** Returns {@code br,gzip}, {@code br}, {@code gzip} or empty: what of the viewer's Accept-Encoding is in the key. */
    static String normalised(CachePolicy policy, @Nullable String accepted) {
        if (accepted == null || !(policy.enableGzip() || policy.enableBrotli())) {
            return "";
        }
        boolean gzip = policy.enableGzip() && accepts(accepted, "gzip");
        boolean brotli = policy.enableBrotli() && accepts(accepted, "br");
        return brotli ? gzip ? "br,gzip" : "br" : gzip ? "gzip" : "";
    }

    private static boolean accepts(String accepted, String coding) {
        for (var each : accepted.split(",")) {
            var parts = each.split(";");
            if (parts[0].strip().equalsIgnoreCase(coding)) {
                return parts.length < 2 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    /** Returns if the edge compresses an answer of {@code length} bytes; negative when the origin announced none. */
    static boolean compresses(int status, Headers headers, long length) {
        if ((status != 200 && status != 403 && status != 404)
                || length < LEAST
                || length > MOST
                || headers.has("Content-Encoding")) {
            return false;
        }
        var control = headers.joined("Cache-Control");
        if (control != null && control.toLowerCase(Locale.ROOT).contains("no-transform")) {
            return false;
        }
        var type = headers.get("Content-Type");
        return type != null && TYPES.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }

    /** Returns the headers of the compressed form: a strong ETag becomes weak, an invalid one goes. */
    static Headers compressed(Headers headers) {
        var result = headers.with("Content-Encoding", "gzip").without("Accept-Ranges");
        var vary = headers.joined("Vary");
        if (vary == null || !vary.toLowerCase(Locale.ROOT).contains("accept-encoding")) {
            result = result.with("Vary", vary == null ? "Accept-Encoding" : vary + ", Accept-Encoding");
        }
        var etag = headers.get("ETag");
        if (etag != null && !etag.startsWith("W/")) {
            return etag.startsWith("\"") ? result.with("ETag", "W/" + etag) : result.without("ETag");
        }
        return result;
    }
}
