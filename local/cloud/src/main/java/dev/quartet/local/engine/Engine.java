package dev.quartet.local.engine;

import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.process.ChildProcess;
import dev.quartet.local.process.ChildProcesses;
import dev.quartet.local.process.ProcessSpec;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.nio.NioEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a Pulumi program as {@code pulumi up} does: a child process that registers its resources over gRPC. */
public final class Engine {
    /** A large Struct, such as a page's text as an asset, is longer than gRPC's 4 MB. */
    private static final int LARGEST_MESSAGE = 400 << 20;

    private static final String ENVIRONMENT_NOTE = "NOTE: Picked up JDK_JAVA_OPTIONS";

    static {
        // Java's own selector does for a few hundred calls; a native one would leave a library in the temporary folder.
        System.setProperty("io.grpc.netty.shaded.io.netty.transport.noNative", "true");
    }

    private final ChildProcesses children;
    private final Duration patience;

    /** Creates an engine that ends a program after {@code patience}. */
    public Engine(ChildProcesses children, Duration patience) {
        this.children = children;
        this.patience = patience;
    }

    /** Runs {@code program} to its end; throws {@link ProgramException} when it cannot be run or does not end. */
    public RunResult run(Program program, Provisioner provisioner, RunListener listener) throws InterruptedException {
        var monitor = new MonitorService(program, provisioner, listener);
        var engine = new EngineService(listener);
        var workers = Executors.newVirtualThreadPerTaskExecutor();
        var loops = new NioEventLoopGroup(1);
        try (workers) {
            var server = serve(loops, workers, monitor, engine);
            try {
                int exit = runChild(program, server.getPort(), listener);
                return result(program, monitor, exit);
            } finally {
                server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
            }
        } catch (IOException e) {
            throw new ProgramException("the program cannot be run: " + e.getMessage(), e);
        } finally {
            var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private static Server serve(NioEventLoopGroup loops, ExecutorService workers, BindableService... services)
            throws IOException {
        var builder = NettyServerBuilder.forAddress(new InetSocketAddress(loopback(), 0))
                .channelType(NioServerSocketChannel.class)
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .executor(workers);
        for (var service : services) {
            builder.addService(service);
        }
        return builder.build().start();
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    }

    private int runChild(Program program, int port, RunListener listener) throws IOException, InterruptedException {
        var spec = new ProcessSpec("program", program.command(), environment(program, port), program.directory());
        ChildProcess child = children.start(spec, line -> {
            if (!line.startsWith(ENVIRONMENT_NOTE)) {
                listener.printed(line);
            }
        });
        try {
            return child.exit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ProgramException("the program did not end within %d s".formatted(patience.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new ProgramException("the program's end could not be awaited", e);
        } finally {
            if (child.alive()) {
                child.kill();
            }
        }
    }

    private static RunResult result(Program program, MonitorService monitor, int exit) {
        var nodes = monitor.graph().nodes();
        var custom = nodes.stream()
                .filter(GraphNode::custom)
                .filter(node -> !node.request().getType().startsWith(Providers.PREFIX))
                .toList();
        int running = (int) custom.stream().filter(GraphNode::running).count();
        return new RunResult(
                exit,
                exit == 0 && !monitor.failed(),
                Structs.plain(monitor.stackOutputs(), program.directory()),
                running,
                custom.size() - running,
                custom.stream()
                        .map(node ->
                                node.request().getType() + " " + node.request().getName())
                        .sorted()
                        .toList(),
                GraphJson.write(program, nodes, monitor.stackOutputs()));
    }

    private static Map<String, String> environment(Program program, int port) {
        var address = LoopbackServer.ADDRESS + ":" + port;
        var result = new TreeMap<String, String>();
        for (var name : new String[] {"PATH", "HOME", "LANG", "TMPDIR"}) {
            var value = System.getenv(name);
            if (value != null) {
                result.put(name, value);
            }
        }
        result.put("PULUMI_MONITOR", address);
        result.put("PULUMI_ENGINE", address);
        result.put("PULUMI_PROJECT", program.project());
        result.put("PULUMI_STACK", program.stack());
        result.put("PULUMI_ORGANIZATION", "organization");
        result.put("PULUMI_ROOT_DIRECTORY", program.directory().toString());
        // Outputs are always known here: a preview answers them with placeholders, so that texts made from them
        // resolve.
        result.put("PULUMI_DRY_RUN", "false");
        result.put("PULUMI_CONFIG", program.config().json());
        result.put("PULUMI_CONFIG_SECRET_KEYS", "[]");
        result.put("JDK_JAVA_OPTIONS", JavaOptions.SHORT_LIVED);
        return result;
    }
}
