import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Many people who look at the dashboard at the same time: each with a session, an HTTP connection and a WebSocket of its own, as
 * browsers do it, without drawing anything. Prints how long pages took until their first figures, what was pushed, and the CPU
 * time and memory of the dashboard's process meanwhile.
 *
 * <pre>java bench/Viewers.java URL PID [SESSIONS] [SECONDS] [PATH...]</pre>
 */
final class Viewers {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern KEY = Pattern.compile("\"Vaadin-Security-Key\":\"([^\"]+)\"");
    private static final Pattern PUSH = Pattern.compile("\"Vaadin-Push-ID\":\"([^\"]+)\"");
    private static final Pattern UI = Pattern.compile("\"v-uiId\":(\\d+)");
    private static final Pattern SYNC = Pattern.compile("\"syncId\":(\\d+)");
    private static final int HERTZ = 100;

    private static final AtomicLong pushes = new AtomicLong();
    private static final AtomicLong pushed = new AtomicLong();
    private static final AtomicLong failed = new AtomicLong();
    private static final ConcurrentLinkedQueue<Double> opened = new ConcurrentLinkedQueue<>();
    private static final ConcurrentLinkedQueue<Double> figures = new ConcurrentLinkedQueue<>();

    public static void main(String[] args) throws Exception {
        var url = args[0].replaceAll("/$", "");
        long pid = Long.parseLong(args[1]);
        int sessions = args.length > 2 ? Integer.parseInt(args[2]) : 100;
        int seconds = args.length > 3 ? Integer.parseInt(args[3]) : 120;
        var paths = args.length > 4
                ? Arrays.asList(args).subList(4, args.length)
                : List.of("", "todo", "blog", "services", "updates", "mails", "alarms");
        System.out.printf(Locale.ROOT, "before: %d MB resident%n", resident(pid));
        var open = new CountDownLatch(1);
        var ready = new CountDownLatch(sessions);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < sessions; i++) {
                var path = paths.get(i % paths.size());
                threads.execute(() -> look(url, path, ready, open));
                Thread.sleep(100); // they do not all come in the same instant
            }
            ready.await(5, TimeUnit.MINUTES);
            long ticks = ticks(pid);
            long before = pushes.get();
            long bytes = pushed.get();
            long begin = System.nanoTime();
            Thread.sleep(Duration.ofSeconds(seconds));
            double length = (System.nanoTime() - begin) / 1e9;
            System.out.printf(Locale.ROOT, "%d sessions, %d failed%n", sessions, failed.get());
            System.out.printf("page open (page, init, navigation)   %s%n", spread(opened));
            System.out.printf("until the first figures were pushed  %s%n", spread(figures));
            System.out.printf(
                    Locale.ROOT,
                    "%.0f s: %.1f pushes/s, %.1f kB/s, CPU %.1f %% of a core, %d MB resident%n",
                    length,
                    (pushes.get() - before) / length,
                    (pushed.get() - bytes) / length / 1000,
                    (ticks(pid) - ticks) * 100.0 / HERTZ / length,
                    resident(pid));
            open.countDown();
        }
    }

    private static void look(String url, String path, CountDownLatch ready, CountDownLatch open) {
        try (var http = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            long begin = System.nanoTime();
            get(http, url + "/" + path);
            var init = get(
                    http,
                    url + "/?v-r=init&location=" + URLEncoder.encode(path, StandardCharsets.UTF_8)
                            + "&query=&v-sh=900&v-sw=1440&v-wh=900&v-ww=1440&v-bh=900&v-bw=1440&v-curdate="
                            + System.currentTimeMillis() + "&v-tzo=0&v-tzid=UTC&v-wn=v-" + Math.random()
                            + "&v-td=false&v-pr=1&v-cs=light&v-pv=VISIBLE");
            var ui = find(UI, init);
            var socket = http.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .header("Origin", url)
                    .buildAsync(
                            URI.create(url.replace("http", "ws") + "/VAADIN/push?v-r=push&v-uiId=" + ui + "&v-pushId="
                                    + find(PUSH, init)
                                    + "&X-Atmosphere-tracking-id=0&X-Atmosphere-Framework=4.0.1&X-Atmosphere-Transport=websocket"
                                    + "&X-Atmosphere-TrackMessageSize=true&X-atmo-protocol=true"),
                            new Listener(begin))
                    .get();
            var body = "{\"csrfToken\":\"%s\",\"rpc\":[{\"type\":\"event\",\"node\":1,\"event\":\"ui-navigate\",\"data\":{\"route\":\"/%s\",\"query\":\"\",\"appShellTitle\":\"\",\"historyState\":{\"idx\":0},\"trigger\":\"\"}}],\"syncId\":%s,\"clientId\":0}"
                    .formatted(find(KEY, init), path, find(SYNC, init));
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + "/?v-r=uidl&v-uiId=" + ui))
                            .timeout(PATIENCE)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200 || !answer.body().contains("\"changes\"")) {
                throw new IllegalStateException(answer.statusCode() + " " + answer.body());
            }
            opened.add((System.nanoTime() - begin) / 1e6);
            ready.countDown();
            open.await();
            socket.abort();
        } catch (Exception e) {
            if (failed.incrementAndGet() == 1) {
                System.out.println("the first that failed: " + e);
            }
            ready.countDown();
        }
    }

    /** Counts what comes; the first message says only how the connection is called. */
    private static final class Listener implements WebSocket.Listener {
        private final long begin;
        private int messages;

        Listener(long begin) {
            this.begin = begin;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            pushed.addAndGet(data.length());
            if (last && ++messages > 1) {
                pushes.incrementAndGet();
                if (messages == 2) {
                    figures.add((System.nanoTime() - begin) / 1e6);
                }
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }

    private static String get(HttpClient http, String url) throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(url + ": " + answer.statusCode());
        }
        return answer.body();
    }

    private static String find(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern);
        }
        return matcher.group(1);
    }

    private static String spread(Iterable<Double> values) {
        var sorted = new ArrayList<Double>();
        values.forEach(sorted::add);
        sorted.sort(null);
        return sorted.isEmpty()
                ? "none"
                : String.format(
                        Locale.ROOT,
                        "p50 %.0f ms, p99 %.0f ms (%d)",
                        sorted.get(sorted.size() / 2),
                        sorted.get((int) (sorted.size() * 0.99)),
                        sorted.size());
    }

    private static long ticks(long pid) throws Exception {
        var fields = Files.readString(Path.of("/proc/" + pid + "/stat")).replaceFirst(".*\\) ", "").split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static long resident(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0)
                / 1024;
    }
}
