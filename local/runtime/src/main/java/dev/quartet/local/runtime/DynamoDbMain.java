package dev.quartet.local.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Arrays;

/**
 * Starts DynamoDB Local as it is, except that it listens on loopback only: by itself it binds every interface and has no option
 * against that. Takes DynamoDB Local's own arguments (and {@code -port 0} for any free port, which it refuses), prints {@code ready PORT} once it listens, and ends when stdin ends, so that
 * it does not outlive its parent.
 *
 * <p>DynamoDB Local is reached by reflection, because it may be run but not distributed: its jars come on the class path from the
 * user's own Maven repository.
 */
public final class DynamoDbMain {
    private static final String LOOPBACK = "127.0.0.1";
    /** Any that its parser accepts; the connector gets the real one. */
    private static final String ANY_PORT = "8000";

    private DynamoDbMain() {}

    public static void main(String[] arguments) throws Exception {
        Object proxy = Class.forName("software.amazon.dynamodb.services.local.main.ServerRunner")
                .getMethod("createServerFromCommandLineArgs", String[].class)
                .invoke(null, (Object) withPort(arguments, ANY_PORT));
        Object connector = bindToLoopback(proxy, port(arguments));
        // Not safeStart(): that one swallows a port in use.
        proxy.getClass().getMethod("start").invoke(proxy);
        int port = (int) connector.getClass().getMethod("getLocalPort").invoke(connector);
        if (port <= 0) {
            System.err.println("DynamoDB Local does not listen; is its port in use?");
            Runtime.getRuntime().halt(1);
        }
        System.out.println("ready " + port);
        System.out.flush();
        waitForParent();
        proxy.getClass().getMethod("stop").invoke(proxy);
        // Exits rather than halts: DynamoDB Local removes its unpacked native library on exit.
        System.exit(0);
    }

    private static int port(String[] arguments) {
        int index = portIndex(arguments);
        try {
            int port = Integer.parseInt(arguments[index]);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("-port is '" + arguments[index] + "'; allowed is 0 (any free one) to 65535");
    }

    private static String[] withPort(String[] arguments, String port) {
        String[] changed = arguments.clone();
        changed[portIndex(arguments)] = port;
        return changed;
    }

    private static int portIndex(String[] arguments) {
        int index = Arrays.asList(arguments).indexOf("-port") + 1;
        if (index == 0 || index == arguments.length) {
            throw new IllegalArgumentException("-port PORT is missing");
        }
        return index;
    }

    /** Returns the server's one connector. */
    private static Object bindToLoopback(Object proxy, int port) throws ReflectiveOperationException {
        Field field = proxy.getClass().getDeclaredField("server");
        field.setAccessible(true);
        Object server = field.get(proxy);
        Object connectors = server.getClass().getMethod("getConnectors").invoke(server);
        if (Array.getLength(connectors) != 1) {
            throw new IllegalStateException("DynamoDB Local has " + Array.getLength(connectors)
                    + " connectors instead of one; refusing to start it, as it might listen beyond loopback");
        }
        Object connector = Array.get(connectors, 0);
        connector.getClass().getMethod("setHost", String.class).invoke(connector, LOOPBACK);
        connector.getClass().getMethod("setPort", int.class).invoke(connector, port);
        return connector;
    }

    private static void waitForParent() throws IOException {
        InputStream in = System.in;
        while (in.read() >= 0) {
            // The parent says nothing; the end of the stream is its death.
        }
    }
}
