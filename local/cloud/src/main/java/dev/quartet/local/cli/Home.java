package dev.quartet.local.cli;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.dynamodb.DynamoDbProcess;
import java.nio.file.Path;

/**
 * Where things are.
 *
 * @param root of the clone: Pulumi.yaml, the built artifacts
 */
record Home(Path root) {
    Home {
        requireNonNull(root, "root is null");
    }

    /** Returns the clone that the launcher names, or the working directory. */
    static Home detect() {
        return new Home(
                Path.of(System.getProperty("quartet.home", "")).toAbsolutePath().normalize());
    }

    /** Returns where the running local cloud keeps what it tells others. */
    Path local() {
        return root.resolve(".quartet").resolve("local");
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

    DynamoDbProcess.Installation dynamoDb() {
        return new DynamoDbProcess.Installation(root.resolve("local/dynamodb/target/lib"), runtimeJar());
    }

    /** Returns what function processes run under: the Runtime API's client. */
    Path runtimeJar() {
        return root.resolve("local/runtime/target/lambda-runtime.jar");
    }

    Path dashboardJar() {
        return root.resolve("dashboard/target/dashboard.jar");
    }
}
