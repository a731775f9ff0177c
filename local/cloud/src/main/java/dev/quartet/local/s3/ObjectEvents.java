package dev.quartet.local.s3;

/** Is told of every change once it is done, before the client gets its answer. Must be quick; thread-safe. */
@FunctionalInterface
public interface ObjectEvents {
    /** {@code event} has happened. */
    void happened(ObjectEvent event);
}
