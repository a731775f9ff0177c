package dev.quartet.local.cli;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.dynamodb.DynamoDbProcess;
import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param root of the clone: Pulumi.yaml, the built artifacts
 * @param local where the running local cloud keeps what it tells others
 */
record Home(Path root, Path local) {
    Home {
        requireNonNull(root, "root is null");
        requireNonNull(local, "local is null");
    }

    /** A clone with its state where it is by default. */
    Home(Path root) {
        this(root, root.resolve(".quartet").resolve("local"));
    }

    /**
     * Returns the clone that the launcher names, or the working directory. The property {@code quartet.state} moves what
     * belongs to one running cloud, so that a second one can stand beside it.
     */
    static Home detect() {
        var root =
                Path.of(System.getProperty("quartet.home", "")).toAbsolutePath().normalize();
        var state = System.getProperty("quartet.state");
        return state == null
                ? new Home(root)
                : new Home(root, Path.of(state).toAbsolutePath().normalize());
    }

    Path exports() {
        return local().resolve("exports.json");
    }

    Path graph() {
        return local().resolve("graph.json");
    }

    Path environment() {
        return local().resolve("aws.env");
    }

    /** Returns the libraries of the Pulumi program. */
    Path programLibraries() {
        return root.resolve("infra/target/lib");
    }

    /** @param launcher the jar that starts it */
    DynamoDbProcess.Installation dynamoDb(Path launcher) {
        return new DynamoDbProcess.Installation(root.resolve("local/dynamodb/target/lib"), launcher);
    }

    /** Returns what function processes run under: the Runtime API's client. */
    Path runtimeJar() {
        return root.resolve("local/runtime/target/lambda-runtime.jar");
    }

    Path dashboardJar() {
        return root.resolve("dashboard/target/dashboard.jar");
    }
}
