package dev.quartet.local.runtime.crac;

/** Entry point that {@code org.crac.Core} binds to. */
public final class Core {
    private static final GlobalContext GLOBAL = new GlobalContext();

    private Core() {}

    public static Context<Resource> getGlobalContext() {
        return GLOBAL;
    }

    /** What SnapStart does around a snapshot: every resource's beforeCheckpoint, then every afterRestore, in one process. */
    public static void checkpointRestore() throws CheckpointException, RestoreException {
        GLOBAL.beforeCheckpoint(GLOBAL);
        GLOBAL.afterRestore(GLOBAL);
    }
}
