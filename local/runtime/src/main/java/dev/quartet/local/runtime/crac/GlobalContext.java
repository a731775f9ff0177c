package dev.quartet.local.runtime.crac;

import java.util.ArrayList;
import java.util.List;

/** Notifies in reverse order of registration before a checkpoint and in order after a restore, as CRaC specifies. */
final class GlobalContext extends Context<Resource> {
    private final List<Resource> resources = new ArrayList<>();

    @Override
    public synchronized void register(Resource resource) {
        resources.add(resource);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws CheckpointException {
        CheckpointException failures = new CheckpointException();
        for (Resource resource : snapshot().reversed()) {
            try {
                resource.beforeCheckpoint(this);
            } catch (Exception e) {
                failures.addSuppressed(e);
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) throws RestoreException {
        RestoreException failures = new RestoreException();
        for (Resource resource : snapshot()) {
            try {
                resource.afterRestore(this);
            } catch (Exception e) {
                failures.addSuppressed(e);
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    private synchronized List<Resource> snapshot() {
        return List.copyOf(resources);
    }
}
