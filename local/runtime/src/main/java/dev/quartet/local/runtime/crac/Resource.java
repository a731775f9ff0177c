package dev.quartet.local.runtime.crac;

/** Something that is told before the process is frozen into a snapshot and after it is restored from one. */
public interface Resource {
    void beforeCheckpoint(Context<? extends Resource> context) throws Exception;

    void afterRestore(Context<? extends Resource> context) throws Exception;
}
