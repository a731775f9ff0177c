package dev.quartet.local.aws;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Caller;
import tools.jackson.databind.node.ObjectNode;

/** A service's JSON operations as another service of the local cloud calls them: authorised and counted. Thread-safe. */
@FunctionalInterface
public interface JsonApi {
    /**
     * Runs {@code operation} for {@code caller}; throws {@link dev.quartet.local.core.AwsException} when the caller may not.
     * What the service itself refuses is in the reply, with all its fields ({@code CancellationReasons}, …).
     */
    Reply call(Caller caller, String region, String operation, ObjectNode input);

    /** An answer as it goes over the wire; errors have {@code __type}. */
    record Reply(int status, ObjectNode body) {
        public Reply {
            requireNonNull(body, "body is null");
        }

        /** Returns if it went well. */
        public boolean ok() {
            return status == 200;
        }

        /** Returns the error's code without its namespace, empty when it went well. */
        public String error() {
            var type = body.path("__type").asString("");
            return type.substring(type.lastIndexOf('#') + 1);
        }
    }
}
