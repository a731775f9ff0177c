package dev.quartet.local.elb;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.core.Placement;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.TargetGroups.State;
import dev.quartet.local.core.TargetGroups.Target;
import dev.quartet.local.core.TargetGroups.TargetHealth;
import dev.quartet.local.http.HttpHandler;
import dev.quartet.local.http.LoopbackServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instances behind a load balancer: real servers, a real client. */
class HttpTargetTest {
    private final ElbKit kit = new ElbKit();
    private final List<AutoCloseable> servers = new CopyOnWriteArrayList<>();
    private final AtomicInteger healthStatus = new AtomicInteger(200);
    private String loadBalancer = "";
    private String group = "";
    private String listener = "";

    @BeforeEach
    void start() {
        loadBalancer = kit.loadBalancer();
        group = group("updates", Map.of("deregistrationDelay", 3600.0)); // 36 s here
        listener = kit.listener(loadBalancer, ElbKit.forward(group));
    }

    @AfterEach
    void stop() throws Exception {
        kit.close();
        for (var server : servers) {
            server.close();
        }
    }

    @Test
    void requests_shouldGoRoundAmongHealthyTargets_andBeCounted() throws Exception {
        register("i-1", named("one"));
        register("i-2", named("two"));
        await().until(() -> states().equals(Map.of("i-1", State.HEALTHY, "i-2", State.HEALTHY)));

        var seen = new HashSet<String>();
        for (int i = 0; i < 10; i++) {
            seen.add(kit.get(kit.url(listener, "/x")).body());
        }

        assertThat(seen).containsExactlyInAnyOrder("one", "two");
        assertThat(kit.sum("RequestCount", loadBalancer)).isEqualTo(10);
        assertThat(kit.sum("HTTPCode_Target_2XX_Count", loadBalancer)).isEqualTo(10);
        assertThat(kit.metrics.sum(
                        ElbKit.NAMESPACE, "RequestCountPerTarget", Map.of("TargetGroup", TargetGroup.suffix(group))))
                .isEqualTo(5);
    }

    @Test
    void headers_shouldBeForwarded_andHopByHopOnesNot() throws Exception {
        register("i-1", exchange -> {
            var text = new StringBuilder();
            exchange.headers().forEach((name, values) -> text.append(name + "=" + values + "\n"));
            exchange.respond(
                    206,
                    List.of(
                            Map.entry("X-Answer", "a"),
                            Map.entry("X-Answer", "b"),
                            Map.entry("Keep-Alive", "timeout=5"),
                            Map.entry("Server", "mine")),
                    text.toString().getBytes(StandardCharsets.UTF_8));
        });
        var answer = RawHttp.get(
                kit.url(listener, "/a%20b/%2e%2e/c?q=%20"),
                "Host: updates.example.com",
                "Range: bytes=0-9",
                "X-Amzn-Trace-Id: Root=1-67891233-abcdef012345678912345678",
                "TE: trailers");
        assertThat(answer.head()).startsWith("HTTP/1.1 206 ").contains("X-Answer: a\r\nX-Answer: b", "Server: mine");
        assertThat(answer.head()).doesNotContainIgnoringCase("keep-alive");
        assertThat(answer.body())
                .contains("host=[updates.example.com]", "range=[bytes=0-9]", "x-forwarded-for=[127.0.0.1]")
                .contains("x-forwarded-port=[80]", "x-forwarded-proto=[http]")
                .containsPattern(
                        "x-amzn-trace-id=\\[Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-67891233-abcdef012345678912345678]")
                .doesNotContain("te=[");
    }

    @Test
    void largeBodies_shouldStreamBothWays_andEveryByteBeCounted() throws Exception {
        int size = 48 * 1024 * 1024;
        var sent = new byte[size];
        new Random(1).nextBytes(sent);
        var arrived = new CRC32();
        register("i-1", exchange -> {
            try (var in = new CheckedInputStream(exchange.body(), arrived)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            try (var out = exchange.respond(200, Map.of(), size)) {
                out.write(sent);
            }
        });
        var answer = kit.client.send(
                HttpRequest.newBuilder(kit.url(listener, "/echo"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(sent))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.body()).isEqualTo(sent);
        var expected = new CRC32();
        expected.update(sent);
        assertThat(arrived.getValue()).isEqualTo(expected.getValue());
        assertThat(kit.sum("ProcessedBytes", loadBalancer)).isBetween(2.0 * size, 2.0 * size + 2000);
    }

    @Test
    void healthChecks_shouldTakeTargetsOutAndIn_byTheirThresholds() throws Exception {
        register("i-1", named("one"));
        await().until(() -> states().equals(Map.of("i-1", State.HEALTHY)));
        healthStatus.set(503);
        await().until(() -> states().equals(Map.of("i-1", State.UNHEALTHY)));
        var health = kit.elb.health(group).getFirst();
        assertThat(health.reason()).isEqualTo("Target.ResponseCodeMismatch");
        assertThat(health.description()).isEqualTo("Health checks failed with these codes: [503]");
        // No target is healthy: all get requests.
        assertThat(kit.get(kit.url(listener, "/x")).body()).isEqualTo("one");
        healthStatus.set(204);
        await().until(() -> states().equals(Map.of("i-1", State.HEALTHY)));
        var both = Map.of("LoadBalancer", LoadBalancer.suffix(loadBalancer), "TargetGroup", TargetGroup.suffix(group));
        assertThat(kit.metrics.sum(ElbKit.NAMESPACE, "UnHealthyHostCount", both))
                .isEqualTo(1);
    }

    @Test
    void unhealthyTargets_shouldGetNothing_whileAnotherIsHealthy() throws Exception {
        register("i-1", named("one"));
        registerAddress("i-2", closedPort());
        await().until(() -> states().equals(Map.of("i-1", State.HEALTHY, "i-2", State.UNHEALTHY)));
        for (int i = 0; i < 6; i++) {
            assertThat(kit.get(kit.url(listener, "/")).statusCode()).isEqualTo(200);
        }
        assertThat(kit.elb.health(group).get(1).reason()).isEqualTo("Target.FailedHealthChecks");
    }

    @Test
    void draining_shouldLetRequestsEnd_andTakeNoNewOnes() throws Exception {
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        register("i-1", exchange -> {
            if (exchange.rawPath().equals("/slow")) {
                entered.countDown();
                go.await();
            }
            exchange.respond(200, Map.of(), new byte[] {'1'});
        });
        register("i-2", named("2"));
        await().until(() -> states().equals(Map.of("i-1", State.HEALTHY, "i-2", State.HEALTHY)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = threads.submit(() -> {
                HttpResponse<String> answer;
                do {
                    answer = kit.get(kit.url(listener, "/slow"));
                } while (!answer.body().equals("1"));
                return answer.statusCode();
            });
            entered.await();
            var gone = kit.elb.deregister(group, "i-1").toCompletableFuture();
            assertThat(states()).containsEntry("i-1", State.DRAINING);
            for (int i = 0; i < 4; i++) {
                assertThat(kit.get(kit.url(listener, "/")).body()).isEqualTo("2");
            }
            assertThat(gone).isNotDone();
            go.countDown();
            assertThat(slow.get()).isEqualTo(200);
            gone.join();
        }
        await().until(() -> states().equals(Map.of("i-2", State.HEALTHY)));
    }

    @Test
    void deregistrationDelay_shouldCutWhatIsStillUnderWay() throws Exception {
        var quick = group("quick", Map.of("deregistrationDelay", 10.0)); // 100 ms here
        var quickListener = kit.provision(
                        "Listener",
                        "quick",
                        Map.of(
                                "loadBalancerArn",
                                loadBalancer,
                                "port",
                                81.0,
                                "defaultActions",
                                List.of(ElbKit.forward(quick))))
                .id();
        var entered = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var server = server(exchange -> {
            if (exchange.rawPath().equals("/stuck")) {
                entered.countDown();
                never.await();
            }
            exchange.respond(200, Map.of(), new byte[0]);
        });
        kit.elb.register(quick, target("i-1", server));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var stuck = threads.submit(
                    () -> kit.get(kit.url(quickListener, "/stuck")).statusCode());
            entered.await();
            kit.elb.deregister(quick, "i-1").toCompletableFuture().join();
            assertThat(stuck.get()).isEqualTo(502);
        } finally {
            never.countDown();
        }
        await().until(() -> kit.elb.health(quick).isEmpty());
    }

    @Test
    void failures_shouldBeTheOnesOfALoadBalancer() throws Exception {
        assertThat(kit.get(kit.url(listener, "/")).statusCode()).isEqualTo(503);

        registerAddress("i-1", closedPort());
        assertThat(kit.get(kit.url(listener, "/refused")).statusCode()).isEqualTo(502);
        assertThat(kit.sum("TargetConnectionErrorCount", loadBalancer)).isEqualTo(1);
        kit.elb.deregister(group, "i-1").toCompletableFuture().join();
        await().until(() -> states().isEmpty());

        try (var rude = new Rude("")) {
            registerAddress("i-2", rude.port());
            assertThat(kit.get(kit.url(listener, "/closed")).statusCode()).isEqualTo(502);
            kit.elb.deregister(group, "i-2").toCompletableFuture().join();
        }
        await().until(() -> states().isEmpty());
        try (var rude = new Rude("no HTTP at all\r\n\r\n")) {
            registerAddress("i-3", rude.port());
            assertThat(kit.get(kit.url(listener, "/nonsense")).statusCode()).isEqualTo(502);
            kit.elb.deregister(group, "i-3").toCompletableFuture().join();
        }
        await().until(() -> states().isEmpty());
        try (var rude = new Rude("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")) {
            registerAddress("i-4", rude.port());
            assertThatThrownBy(() -> kit.get(kit.url(listener, "/cut"))).isInstanceOf(IOException.class);
        }
        assertThat(kit.sum("HTTPCode_ELB_502_Count", loadBalancer)).isEqualTo(3);
        assertThat(kit.sum("RequestCount", loadBalancer)).isEqualTo(4);
    }

    @Test
    void slowTargets_shouldBe504_afterTheIdleTimeout() throws Exception {
        var hasty = kit.provision(
                        "LoadBalancer",
                        "hasty",
                        ElbKit.with(ElbKit.NETWORK, Map.of("name", "hasty", "idleTimeout", 1.0)))
                .id();
        var slow = group("slow", Map.of());
        var slowListener = kit.listener(hasty, ElbKit.forward(slow));
        var never = new CountDownLatch(1);
        kit.elb.register(slow, target("i-1", server(exchange -> {
            never.await();
            exchange.respond(200, Map.of(), new byte[0]);
        })));
        assertThat(kit.get(kit.url(slowListener, "/")).statusCode()).isEqualTo(504);
        assertThat(kit.sum("HTTPCode_ELB_504_Count", hasty)).isEqualTo(1);
        never.countDown();
    }

    @Test
    void securityGroups_shouldMakeTargetsTimeOut() throws Exception {
        kit.network.blocked = Optional.of("shop cannot reach i-1: no ingress rule");
        kit.elb.register(
                group,
                new Target(
                        "i-1",
                        OptionalInt.empty(),
                        address(named("one")),
                        "eu-west-1a",
                        Optional.of(new Placement("i-1", List.of("subnet-a"), List.of("sg-2")))));
        await().until(() -> states().equals(Map.of("i-1", State.UNHEALTHY)));
        assertThat(kit.elb.health(group).getFirst().description()).contains("no ingress rule");
        assertThat(kit.get(kit.url(listener, "/")).statusCode()).isEqualTo(504);
    }

    @Test
    void leastOutstandingRequests_shouldSpareTheBusy() throws Exception {
        var least = group("least", Map.of("loadBalancingAlgorithmType", "least_outstanding_requests"));
        var leastListener = kit.provision(
                        "Listener",
                        "least",
                        Map.of(
                                "loadBalancerArn",
                                loadBalancer,
                                "port",
                                82.0,
                                "defaultActions",
                                List.of(ElbKit.forward(least))))
                .id();
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        HttpHandler handler = exchange -> {
            if (exchange.rawPath().equals("/slow")) {
                entered.countDown();
                go.await();
            }
            exchange.respond(200, Map.of("X-Port", exchange.header("x-health").orElse("")), new byte[0]);
        };
        var counts = new AtomicInteger[] {new AtomicInteger(), new AtomicInteger()};
        for (int i = 0; i < 2; i++) {
            int at = i;
            kit.elb.register(least, target("i-" + i, server(exchange -> {
                if (exchange.header("user-agent")
                        .filter(a -> a.startsWith("ELB"))
                        .isEmpty()) {
                    counts[at].incrementAndGet();
                }
                handler.handle(exchange);
            })));
        }
        await().until(() -> kit.elb.health(least).stream().allMatch(h -> h.state() == State.HEALTHY));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = threads.submit(() -> kit.get(kit.url(leastListener, "/slow")));
            entered.await();
            for (int i = 0; i < 8; i++) {
                kit.get(kit.url(leastListener, "/"));
            }
            go.countDown();
            slow.get();
        }
        assertThat(List.of(counts[0].get(), counts[1].get())).containsExactlyInAnyOrder(1, 8);
    }

    @Test
    void unusedGroups_shouldNotBeChecked_andWrongOnesRefused() {
        var unused = group("unused", Map.of());
        kit.elb.register(unused, target("i-1", named("one")));
        assertThat(kit.elb.health(unused).getFirst().state()).isEqualTo(State.UNUSED);
        assertThatThrownBy(() -> kit.elb.register("arn:none", target("i-1", named("x"))))
                .isInstanceOf(ProvisionException.class)
                .hasMessageContaining("TargetGroupNotFound");
        assertThatThrownBy(() -> group("hasty", Map.of("healthCheck", Map.of("interval", 5.0, "timeout", 5.0))))
                .hasMessageContaining("timeout '5' must be smaller than the interval '5'");
        assertThatThrownBy(() -> group("codes", Map.of("healthCheck", Map.of("matcher", "2xx"))))
                .hasMessageContaining("matcher '2xx' must be codes");
    }

    private String group(String name, Map<String, Object> more) {
        var inputs = ElbKit.with(
                Map.of(
                        "name",
                        name,
                        "port",
                        8080.0,
                        "protocol",
                        "HTTP",
                        "vpcId",
                        "vpc-1",
                        "healthCheck",
                        Map.of(
                                "path",
                                "/healthz",
                                "interval",
                                5.0,
                                "timeout",
                                2.0,
                                "healthyThreshold",
                                2.0,
                                "unhealthyThreshold",
                                2.0,
                                "matcher",
                                "200,204")),
                more);
        return kit.provision("TargetGroup", name, inputs).id();
    }

    private Map<String, State> states() {
        return kit.elb.health(group).stream()
                .collect(java.util.stream.Collectors.toMap(TargetHealth::id, TargetHealth::state));
    }

    private void register(String id, HttpHandler handler) throws IOException {
        register(id, server(exchange -> {
            if (exchange.rawPath().equals("/healthz")) {
                assertThat(exchange.header("user-agent")).contains("ELB-HealthChecker/2.0");
                exchange.respond(healthStatus.get(), Map.of(), new byte[0]);
            } else {
                handler.handle(exchange);
            }
        }));
    }

    private void register(String id, LoopbackServer server) {
        kit.elb.register(group, target(id, server));
    }

    private void registerAddress(String id, int port) {
        kit.elb.register(
                group,
                new Target(
                        id,
                        OptionalInt.empty(),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        "eu-west-1a",
                        Optional.empty()));
    }

    private LoopbackServer named(String name) {
        try {
            return server(exchange -> {
                var status = exchange.rawPath().equals("/healthz") ? healthStatus.get() : 200;
                exchange.respond(status, Map.of(), status == 204 ? new byte[0] : name.getBytes(StandardCharsets.UTF_8));
            });
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private LoopbackServer server(HttpHandler handler) throws IOException {
        var server = LoopbackServer.start(0, handler);
        servers.add(server);
        return server;
    }

    private static Target target(String id, LoopbackServer server) {
        return new Target(id, OptionalInt.empty(), address(server), "eu-west-1a", Optional.empty());
    }

    private static InetSocketAddress address(LoopbackServer server) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** A server that answers each connection with some bytes, whatever is asked, and hangs up. */
    private static final class Rude implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Rude(String answer) throws IOException {
            Thread.ofVirtual().start(() -> {
                while (!socket.isClosed()) {
                    try (Socket client = socket.accept()) {
                        readHead(client.getInputStream());
                        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                    } catch (IOException e) {
                        Thread.onSpinWait(); // closed, or the client went
                    }
                }
            });
        }

        private static void readHead(InputStream in) throws IOException {
            int newlines = 0;
            for (int c = in.read(); c >= 0 && newlines < 2; c = newlines < 2 ? in.read() : -1) {
                newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
                if (newlines == 2) {
                    return;
                }
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
