package dev.quartet.local.preview;

import dev.quartet.local.core.ProvisionException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The provider's resource classes, found by type token in the program's own libraries. Thread-safe. */
public final class ResourceClasses implements AutoCloseable {
    private final ClassLoader loader;

    /** Reads classes by {@code loader}. */
    public ResourceClasses(ClassLoader loader) {
        this.loader = loader;
    }

    /** Reads classes from the jars in {@code libraries}. */
    public static ResourceClasses in(Path libraries) throws IOException {
        try (var files = Files.list(libraries)) {
            var jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .map(ResourceClasses::url)
                    .toArray(URL[]::new);
            return new ResourceClasses(new URLClassLoader("program", jars, ClassLoader.getPlatformClassLoader()));
        }
    }

    /**
     * Returns the class of {@code type}: {@code aws:s3/bucketV2:BucketV2} is {@code com.pulumi.aws.s3.BucketV2}. Throws
     * {@link ProvisionException} when there is none.
     */
    public Class<?> find(String type) {
        var parts = type.split(":", 3);
        if (parts.length == 3) {
            var module = parts[1].split("/", 2)[0].toLowerCase(Locale.ROOT);
            var name = "com.pulumi." + parts[0] + (module.equals("index") ? "" : "." + module) + "." + parts[2];
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                throw new ProvisionException("%s: the program's libraries have no class %s".formatted(type, name), e);
            }
        }
        throw new ProvisionException(type + " is not a type token");
    }

    @Override
    public void close() throws IOException {
        if (loader instanceof URLClassLoader closeable) {
            closeable.close();
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a file: " + file, e);
        }
    }
}
