package dev.quartet.infra.blog;

import com.pulumi.asset.FileAsset;
import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.quartet.infra.bucket.PrivateBucket;
import dev.quartet.infra.core.ProgramFiles;
import dev.quartet.infra.core.Scope;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Puts the site's files into its bucket. Their names do not change with them, so the edge keeps them a minute only. */
final class SiteFiles extends ComponentResource {
    private static final String FOLDER = "infra/src/main/site";
    private static final String CACHE_CONTROL = "public, max-age=60";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("xml", "application/xml"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    SiteFiles(Scope scope, Resource parent, ProgramFiles files, PrivateBucket bucket) {
        super("quartet:blog:SiteFiles", "site-files", Scope.component(parent));
        for (String path : files.under(FOLDER)) {
            new BucketObjectv2(
                    "site/" + path,
                    BucketObjectv2Args.builder()
                            .bucket(bucket.name())
                            .key(path)
                            .source(new FileAsset(FOLDER + "/" + path))
                            .contentType(contentType(path))
                            .cacheControl(CACHE_CONTROL)
                            .build(),
                    Scope.in(this));
        }
        registerOutputs(Map.of());
    }

    static String contentType(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(TYPES.get(extension))
                .orElseThrow(() -> new IllegalArgumentException(FOLDER + "/" + path + " has the extension '" + extension
                        + "'; allowed: "
                        + String.join(", ", TYPES.keySet().stream().sorted().toList())));
    }
}
