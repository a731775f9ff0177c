package dev.quartet.local.traffic;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Clients of updates, and a publisher who now and then has a new version. Thread-safe. */
final class UpdatesCrowd implements Crowd {
    /** A channel of its own: whoever tries another one by hand finds it as they left it. */
    static final String CHANNEL = "traffic";

    private static final int TRIES = 5;
    private static final int MOST_RELEASES = 30;
    private static final int LEAST_BYTES = 20_000;
    private static final int MOST_BYTES = 200_000;
    /** Shares of each act in a hundred; what is left looks for a new version. */
    private static final int DOWNLOAD = 45;

    private static final int MISS = DOWNLOAD + 2;
    private static final int PER_MILLE_PUBLISH = 3;

    private final Updates updates;
    private final ReleaseBucket bucket;
    private final Statistics statistics;
    private final long run;
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile Lifetime life = Lifetime.NONE;

    UpdatesCrowd(Updates updates, ReleaseBucket bucket, Statistics statistics, Clock clock) {
        this.updates = updates;
        this.bucket = bucket;
        this.statistics = statistics;
        this.run = clock.instant().getEpochSecond();
    }

    @Override
    public int share() {
        return 2;
    }

    @Override
    public int size() {
        return updates.count() == 0 ? 0 : 1;
    }

    @Override
    public void gather(Lifetime lifetime) {
        life = lifetime;
        for (int attempt = 0; attempt < TRIES && !lifetime.over(); attempt++) {
            try {
                publish();
                return;
            } catch (FailedRequestException e) {
                statistics.error("the publisher: " + e.getMessage());
                if (lifetime.pause(Duration.ofSeconds(1L << attempt))) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                statistics.error("the publisher: " + e);
            }
        }
    }

    @Override
    public void act(RandomGenerator random) throws FailedRequestException, InterruptedException {
        if (random.nextInt(1000) < PER_MILLE_PUBLISH && numbers.get() < MOST_RELEASES) {
            publish();
            return;
        }
        int dice = random.nextInt(100);
        if (dice < DOWNLOAD) {
            updates.download(random);
        } else if (dice < MISS) {
            updates.miss(random);
        } else {
            updates.poll();
        }
    }

    /** Versions go up from run to run, as latest.json never goes back. */
    private void publish() throws FailedRequestException, InterruptedException {
        int number = numbers.getAndIncrement();
        long size = LEAST_BYTES + (MOST_BYTES - LEAST_BYTES) * (number * 37L % 100) / 100;
        var release = Release.of(CHANNEL, "1.%d.%d".formatted(run, number), run + number, size);
        bucket.publish(release, life);
        updates.published(release);
    }
}
