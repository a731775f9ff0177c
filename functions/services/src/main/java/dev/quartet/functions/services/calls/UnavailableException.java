package dev.quartet.functions.services.calls;

/** A neighbour could not be had: whether it did what was asked is not known. */
public final class UnavailableException extends Exception {
    private final String neighbour;

    /** @param what completes the sentence that the neighbour's name begins */
    public UnavailableException(String neighbour, String what) {
        super(neighbour + " " + what, null, false, false);
        this.neighbour = neighbour;
    }

    /** Name of the service. */
    public String neighbour() {
        return neighbour;
    }
}
