package dev.quartet.local.runtime.crac;

/** Resources that failed before the checkpoint; the causes are its suppressed exceptions. */
public final class CheckpointException extends Exception {
    public CheckpointException() {
        super("resources failed before the checkpoint");
    }
}
