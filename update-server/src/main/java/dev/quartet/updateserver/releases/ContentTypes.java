package dev.quartet.updateserver.releases;

import java.util.Locale;
import java.util.Map;

/** Media types by a file's extension. */
final class ContentTypes {
    private static final String BYTES = "application/octet-stream";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("json", "application/json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("md", "text/markdown; charset=utf-8"),
            Map.entry("xml", "application/xml"),
            Map.entry("sha256", "text/plain; charset=utf-8"),
            Map.entry("asc", "application/pgp-signature"),
            Map.entry("sig", "application/pgp-signature"),
            Map.entry("zip", "application/zip"),
            Map.entry("gz", "application/gzip"),
            Map.entry("tgz", "application/gzip"),
            Map.entry("tar", "application/x-tar"),
            Map.entry("xz", "application/x-xz"),
            Map.entry("zst", "application/zstd"),
            Map.entry("7z", "application/x-7z-compressed"),
            Map.entry("jar", "application/java-archive"),
            Map.entry("exe", "application/vnd.microsoft.portable-executable"),
            Map.entry("msi", "application/x-msi"),
            Map.entry("dmg", "application/x-apple-diskimage"),
            Map.entry("deb", "application/vnd.debian.binary-package"),
            Map.entry("rpm", "application/x-rpm"),
            Map.entry("apk", "application/vnd.android.package-archive"));

    private ContentTypes() {}

    static String of(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return TYPES.getOrDefault(fileName.substring(dot + 1).toLowerCase(Locale.ROOT), BYTES);
    }
}
