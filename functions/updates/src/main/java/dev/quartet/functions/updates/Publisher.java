package dev.quartet.functions.updates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a release: under the channel's lock it copies and verifies every file beside the folder that is served, shows them by one
 * rename, and moves latest.json last. Killed anywhere, it leaves what is served as it was, and the next try begins anew. For one thread.
 */
final class Publisher {
    private final ReleaseBucket bucket;
    private final ReleaseFolder folder;
    private final ChannelLock locks;
    private final Clock clock;

    Publisher(ReleaseBucket bucket, ReleaseFolder folder, ChannelLock locks, Clock clock) {
        this.bucket = bucket;
        this.folder = folder;
        this.locks = locks;
        this.clock = clock;
    }

    /**
     * @param attempt names this try, among all
     * @throws RejectedException          if it can never be published
     * @throws ChannelLock.BusyException  if somebody else publishes in that channel
     */
    Outcome publish(String bucketName, String key, String attempt) {
        ReleaseId release = ReleaseId.of(key);
        try (ChannelLock.Held lock = locks.take(release.channel(), attempt)) {
            // Read under the lock: of two publishers of one version, the second sees what the first one showed.
            Manifest manifest = Manifest.of(bucket.manifest(bucketName, key));
            Optional<Manifest> published = folder.published(release);
            if (published.isPresent() && !published.get().equals(manifest)) {
                throw new RejectedException(
                        "Version %s of channel %s exists with other content; what clients have is never changed. Publish a higher version."
                                .formatted(release.version(), release.channel()));
            }
            if (published.isEmpty()) {
                copy(bucketName, release, manifest, attempt, lock);
            }
            boolean latest = moveLatest(release, manifest, attempt, lock);
            if (published.isPresent()) {
                return Outcome.UNCHANGED;
            }
            return latest ? Outcome.PUBLISHED : Outcome.PUBLISHED_NOT_LATEST;
        }
    }

    private void copy(String bucketName, ReleaseId release, Manifest manifest, String attempt, ChannelLock.Held lock) {
        Path staged = folder.stage(release, attempt);
        try {
            for (ReleaseFile file : manifest.files()) {
                copy(bucketName, release, file, staged, lock);
            }
            lock.confirm();
            folder.show(release, staged, manifest);
        } catch (RuntimeException e) {
            try {
                folder.unstage(staged);
            } catch (UncheckedIOException second) {
                e.addSuppressed(second); // the next publisher clears it
            }
            throw e;
        }
    }

    private void copy(String bucketName, ReleaseId release, ReleaseFile file, Path staged, ChannelLock.Held lock) {
        Path target = staged.resolve(file.path());
        Copy copy = bucket.read(bucketName, release.path() + "/" + file.path(), in -> {
            Files.createDirectories(parent(target));
            return Copy.to(target, in, file.size(), lock::renew);
        });
        if (copy.size() != file.size()) {
            throw new RejectedException("%s has %s bytes; its manifest says %d."
                    .formatted(
                            file.path(),
                            copy.size() > file.size() ? "more than " + file.size() : copy.size(),
                            file.size()));
        }
        if (!copy.sha256().equals(file.sha256())) {
            throw new RejectedException("%s has the SHA-256 %s; its manifest says %s."
                    .formatted(file.path(), copy.sha256(), file.sha256()));
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new UncheckedIOException(new IOException(file + " has no parent"));
        }
        return parent;
    }

    private boolean moveLatest(ReleaseId release, Manifest manifest, String attempt, ChannelLock.Held lock) {
        Optional<String> latest = folder.latest(release.channel());
        if (latest.isPresent() && !release.isHigherThan(latest.get())) {
            return false;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("version", release.version());
        json.put("files", manifest.json());
        json.put("publishedAt", clock.instant().toString());
        lock.confirm();
        folder.moveLatest(release, attempt, json);
        return true;
    }

    /** What became of a release. */
    enum Outcome {
        /** It is served, and what latest.json names. */
        PUBLISHED,
        /** It is served, but a higher version was there already. */
        PUBLISHED_NOT_LATEST,
        /** It was served before, with the same content. */
        UNCHANGED
    }
}
