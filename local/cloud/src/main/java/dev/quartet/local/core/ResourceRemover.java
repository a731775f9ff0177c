package dev.quartet.local.core;

/** Deletes provisioned resources of one type while everything runs. Thread-safe. */
@FunctionalInterface
public interface ResourceRemover {
    /** Deletes the resource that was {@code made} of {@code registration}. */
    void remove(Registration registration, Provisioned made);
}
