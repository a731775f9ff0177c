package dev.quartet.local.traffic;

import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.UpdatesExports;
import dev.quartet.local.http.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** Stands in for the bucket of releases, the function that publishes them, the edge, its origin, and what CloudWatch says of them. */
final class StandInUpdates {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String BUCKET = "/releases/";
    private static final int MOST = 50_000_000;
    private static final int LEAST_PART = 5 << 20;

    /** Requests by the host that they were sent to: {@code 127.0.0.1} is the edge, {@code localhost} the load balancer. */
    final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

    final AtomicInteger brokenOff = new AtomicInteger();
    final AtomicInteger largestPart = new AtomicInteger();
    /** Of so many ranges one breaks off half-way; none at 0. */
    volatile int breakEvery;
    /** Whether a byte of each range is wrong. */
    volatile boolean corrupt;

    private final AtomicInteger ranges = new AtomicInteger();
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Map<String, Map<Integer, byte[]>> uploads = new ConcurrentHashMap<>();

    UpdatesExports exports(int port) {
        return new UpdatesExports(
                "http://127.0.0.1:" + port,
                "E2",
                "releases",
                "app/updates/1",
                "targetgroup/updates/1",
                "updates",
                "fs-1",
                List.of(new FunctionRef("updates-publish", "live")),
                null,
                null,
                600,
                "http://localhost:" + port,
                null);
    }

    boolean takes(HttpExchange exchange) {
        var path = exchange.rawPath();
        return path.startsWith(BUCKET)
                || path.startsWith("/" + UpdatesCrowd.CHANNEL + "/")
                || path.startsWith("/" + ReleaseDay.CHANNEL + "/")
                || exchange.header("x-amz-target").orElse("").endsWith(".GetMetricData");
    }

    void handle(HttpExchange exchange) throws IOException {
        if (exchange.header("x-amz-target").isPresent()) {
            metrics(exchange);
        } else if (exchange.rawPath().startsWith(BUCKET)) {
            bucket(exchange, exchange.rawPath().substring(BUCKET.length()));
        } else {
            serve(exchange);
        }
    }

    private void bucket(HttpExchange exchange, String key) throws IOException {
        var query = exchange.rawQuery() == null ? "" : exchange.rawQuery();
        if (!exchange.header("authorization").orElse("").contains("Credential=AKIAOWNER/")) {
            exchange.respond(403, Map.of(), new byte[0]);
        } else if (exchange.method().equals("GET")) {
            var report = objects.get(key);
            exchange.respond(report == null ? 404 : 200, Map.of(), report == null ? new byte[0] : report);
        } else if (query.startsWith("uploads")) {
            uploads.put(key, new TreeMap<>());
            exchange.respond(200, Map.of(), bytes("<R><UploadId>" + key.hashCode() + "</UploadId></R>"));
        } else if (query.startsWith("partNumber=")) {
            int number = Integer.parseInt(query.substring("partNumber=".length(), query.indexOf('&')));
            var part = exchange.body(MOST);
            largestPart.accumulateAndGet(part.length, Math::max);
            uploads.get(key).put(number, part);
            exchange.respond(200, Map.of("ETag", "\"" + number + "\""), new byte[0]);
        } else if (query.startsWith("uploadId=")) {
            var parts = List.copyOf(uploads.get(key).values());
            if (parts.subList(0, parts.size() - 1).stream().anyMatch(part -> part.length < LEAST_PART)) {
                exchange.respond(400, Map.of(), bytes("<Error><Code>EntityTooSmall</Code></Error>"));
                return;
            }
            var whole = new ByteArrayOutputStream();
            parts.forEach(whole::writeBytes);
            objects.put(key, whole.toByteArray());
            exchange.respond(200, Map.of(), bytes("<CompleteMultipartUploadResult/>"));
        } else {
            objects.put(key, exchange.body(MOST));
            if (key.endsWith("/release.json")) {
                publish(key.substring(0, key.lastIndexOf('/')));
            }
            exchange.respond(200, Map.of(), new byte[0]);
        }
    }

    /** As the function does: whoever's SHA-256 is wrong is rejected. */
    private void publish(String folder) {
        var manifest = JSON.readTree(objects.get(folder + "/release.json"));
        var file = manifest.at("/files/0");
        var content = objects.get(folder + "/" + file.path("path").asString());
        boolean right = file.path("sha256")
                .asString()
                .equals(Release.hex(Release.digest().digest(content)));
        int slash = folder.indexOf('/');
        if (right) {
            var latest = JSON.createObjectNode().put("version", folder.substring(slash + 1));
            objects.put(folder.substring(0, slash) + "/latest.json", bytes(latest.toString()));
        }
        var report = JSON.createObjectNode().put("status", right ? "PUBLISHED" : "REJECTED");
        objects.put(
                folder + "/release.report.json",
                bytes(report.put("reason", "the SHA-256 is wrong").toString()));
    }

    private void serve(HttpExchange exchange) throws IOException {
        var host = exchange.header("host").orElse("").split(":", 2)[0];
        requests.computeIfAbsent(host, key -> new AtomicInteger()).incrementAndGet();
        var content = objects.get(exchange.rawPath().substring(1));
        if (content == null) {
            exchange.respond(404, Map.of(), new byte[0]);
            return;
        }
        var etag = "\"" + Arrays.hashCode(content) + "\"";
        var range = exchange.header("range");
        if (exchange.header("if-none-match").orElse("").equals(etag)) {
            exchange.respond(304, Map.of("ETag", etag), new byte[0]);
        } else if (range.isEmpty()) {
            exchange.respond(200, Map.of("ETag", etag), content);
        } else {
            range(exchange, content, etag, range.get());
        }
    }

    private void range(HttpExchange exchange, byte[] content, String etag, String range) throws IOException {
        var ends = range.substring("bytes=".length()).split("-", -1);
        int first = Integer.parseInt(ends[0]);
        int last = ends[1].isEmpty() ? content.length - 1 : Integer.parseInt(ends[1]);
        var part = Arrays.copyOfRange(content, first, last + 1);
        if (corrupt) {
            part[part.length / 2] ^= 1;
        }
        var headers = Map.of("ETag", etag, "Content-Range", "bytes %d-%d/%d".formatted(first, last, content.length));
        if (breakEvery > 0 && ranges.incrementAndGet() % breakEvery == 0) {
            brokenOff.incrementAndGet();
            var out = exchange.respond(206, headers, part.length);
            out.write(part, 0, part.length / 2);
            out.flush();
            exchange.abort();
            return;
        }
        exchange.respond(206, headers, part);
    }

    private void metrics(HttpExchange exchange) throws IOException {
        var region = exchange.header("authorization").orElse("").split("/", -1)[2];
        var answer = JSON.createObjectNode();
        var results = answer.putArray("MetricDataResults");
        for (var query : JSON.readTree(exchange.body(100_000)).path("MetricDataQueries")) {
            var name = query.at("/MetricStat/Metric/MetricName").asString();
            var values =
                    results.addObject().put("Id", query.path("Id").asString()).putArray("Values");
            Arrays.stream(values(region, name)).forEach(values::add);
        }
        exchange.respond(200, Map.of(), bytes(answer.toString()));
    }

    private double[] values(String region, String name) {
        if (region.equals("us-east-1") != (name.equals("Requests") || name.equals("BytesDownloaded"))) {
            return new double[0];
        }
        return switch (name) {
            case "Requests" -> new double[] {count("127.0.0.1")};
            case "RequestCount" -> new double[] {count("localhost")};
            case "BytesDownloaded" -> new double[] {1000, 3000};
            case "ProcessedBytes" -> new double[] {10, 30};
            case "CPUUtilization" -> new double[] {50, 25};
            case "GroupInServiceInstances" -> new double[] {1, 3, 2};
            case "DataReadIOBytes" -> new double[] {7};
            default -> new double[0];
        };
    }

    int count(String host) {
        var counted = requests.get(host);
        return counted == null ? 0 : counted.get();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
