package dev.quartet.local.runtime.crac;

/** Resources that failed after the restore; the causes are its suppressed exceptions. */
public final class RestoreException extends Exception {
    public RestoreException() {
        super("resources failed after the restore");
    }
}
