package dev.quartet.local.cloudfront.cache;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A request under way to the origin, that others for the same object wait for. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#request-custom-traffic-spikes
 */
final class Flight {
    private final CountDownLatch known = new CountDownLatch(1);
    private volatile @Nullable StoredObject object;
    private volatile boolean outdated;

    /** Lets the others have {@code result}, whose body may still grow. */
    void share(StoredObject result) {
        object = result;
        known.countDown();
    }

    /** Lets the others go on by themselves, if nothing was shared: the answer is for one viewer alone. */
    void end() {
        known.countDown();
    }

    /** Waits for the answer's head; returns null when it cannot be shared. The origin's time-outs bound the wait. */
    @Nullable
    StoredObject await() throws InterruptedException {
        known.await();
        return object;
    }

    /** Says that what comes must not be kept: it was invalidated on its way. */
    void outdate() {
        outdated = true;
    }

    boolean outdated() {
        return outdated;
    }
}
