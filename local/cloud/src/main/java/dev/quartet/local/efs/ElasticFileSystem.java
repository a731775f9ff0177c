package dev.quartet.local.efs;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FileSystems;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Reachability;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Amazon EFS: its resources, its API, and what functions and instances mount. Thread-safe. */
public final class ElasticFileSystem implements ResourceModule, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ElasticFileSystem.class);
    private static final Duration COUNTED = Duration.ofMinutes(1);

    private final Registry registry;
    private final FileSystemResources fileSystems;
    private final MountResources mountable;
    private final Mounts mounts;
    private final EfsService api;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Creates it without file systems; their folders lie under the data folder, or the work folder when there is none. */
    public ElasticFileSystem(CloudContext context, Authorizer authorizer, Metrics metrics, Reachability network) {
        registry = new Registry(context);
        fileSystems = new FileSystemResources(registry, metrics, authorizer);
        mountable = new MountResources(registry, network);
        mounts = new Mounts(registry, network, authorizer);
        api = new EfsService(registry, authorizer);
    }

    /** Publishes figures every minute from now on. */
    public ElasticFileSystem start() {
        Thread.ofVirtual().name("file-systems").start(this::countEachMinute);
        return this;
    }

    /** Returns the API. */
    public AwsService api() {
        return api;
    }

    /** Returns what clients may mount. */
    public FileSystems mounts() {
        return mounts;
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.add(fileSystems).add(mountable);
    }

    /** Publishes the figures of the time since it was called last. */
    void count() {
        for (var each : registry.all()) {
            try {
                each.meter().count();
            } catch (IOException e) {
                log.warn("the folder of {} cannot be read", each.settings().id(), e);
            }
        }
    }

    private void countEachMinute() {
        try {
            while (!closed.await(COUNTED.toMillis(), TimeUnit.MILLISECONDS)) {
                count();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
