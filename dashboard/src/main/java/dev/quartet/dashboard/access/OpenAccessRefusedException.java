package dev.quartet.dashboard.access;

/** The dashboard would stand open to a network. */
final class OpenAccessRefusedException extends RuntimeException {
    OpenAccessRefusedException(String address) {
        super("server.address is %s, which others can reach, and nobody would be asked who they are"
                .formatted(address));
    }
}
