package dev.quartet.e2e;

import dev.quartet.exports.ExportsJson;
import dev.quartet.exports.StackExports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** What a running local cloud tells others in its state folder: all that a client may know. */
public record StackAccess(Path state) {
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 10_000;
    /** Builds side by side begin elsewhere. */
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 31 % PORTS));

    /** Returns the stack's exports. */
    public StackExports exports() {
        try {
            return ExportsJson.read(Files.readString(state.resolve("exports.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the AWS API's address. */
    String cloudUrl() {
        return String.valueOf(exports().endpointUrl());
    }

    Region region() {
        return Region.of(exports().region());
    }

    /** Returns the root's credentials from {@code aws.env}. */
    StaticCredentialsProvider root() {
        var variables = environment();
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(variables.get("AWS_ACCESS_KEY_ID"), variables.get("AWS_SECRET_ACCESS_KEY")));
    }

    /** Returns CloudWatch of the stack's own region under the root's credentials. */
    public CloudWatchClient cloudWatch() {
        return cloudWatch(region());
    }

    CloudWatchClient cloudWatch(Region region) {
        return CloudWatchClient.builder()
                .endpointOverride(URI.create(cloudUrl()))
                .region(region)
                .credentialsProvider(root())
                .build();
    }

    /** Returns the variables of {@code aws.env}. */
    Map<String, String> environment() {
        var result = new TreeMap<String, String>();
        try {
            for (var line : Files.readAllLines(state.resolve("aws.env"))) {
                if (line.startsWith("export ")) {
                    result.put(line.substring(7, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /** Returns the clone's root. */
    public static Path clonesRoot() {
        var here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("Pulumi.yaml")) ? here : here.getParent();
    }

    /**
     * Returns a loopback port that nobody listens on, another one each time. It is none of those that the system gives to whoever names
     * none: until it is listened on, hundreds of sockets are opened.
     */
    public static int freePort() throws IOException {
        for (int tries = 0; tries < PORTS; tries++) {
            int port = FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS;
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // Taken by somebody else: the next one.
            }
        }
        throw new IOException("no port from %d on is free".formatted(FIRST_PORT));
    }
}
