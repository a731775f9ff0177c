package dev.quartet.local.cloudfront.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.Caller;
import dev.quartet.local.http.FakeExchange;
import dev.quartet.local.http.LoopbackServer;
import dev.quartet.local.http.ServerLimits;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** A site as the program registers one, seen by a browser at its distribution's own address. */
class SiteOverEdgeTest {
    @TempDir
    Path folder;

    private EdgeFixture fixture;
    private SiteKit site;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private LoopbackServer api;

    @BeforeEach
    void start() throws Exception {
        fixture = new EdgeFixture(folder);
        site = new SiteKit(fixture);
        api = LoopbackServer.start(0, exchange -> {
            asked.add("%s %s?%s host=%s body=%s"
                    .formatted(
                            exchange.method(),
                            exchange.rawPath(),
                            exchange.rawQuery(),
                            exchange.header("Host").orElse(""),
                            new String(exchange.body(1000), StandardCharsets.UTF_8)));
            if (exchange.rawPath().endsWith("/slow")) {
                never.await();
            } else if (exchange.rawPath().endsWith("/cut")) {
                exchange.abort();
            } else {
                exchange.respond(
                        exchange.method().equals("POST") ? 201 : 200,
                        Map.of("Content-Type", "application/json", "Cache-Control", "public, max-age=60"),
                        "{\"n\":1}".getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    @AfterEach
    void stop() {
        never.countDown();
        fixture.close();
        api.close();
    }

    @Test
    void page_shouldComeThroughTheEdgeAlone() throws Exception {
        var authority = EdgeFixture.output(site.create(Optional.empty()), "domainName");

        var first = fixture.get(authority, "/");
        var second = fixture.get(authority, "/");

        assertThat(authority).startsWith("localhost:");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("<h1>Quartet</h1>");
        assertThat(first.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(first.headers().firstValue("X-Cache")).contains("Miss from cloudfront");
        assertThat(first.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(first.headers().firstValue("x-amz-request-id")).isEmpty();
        assertThat(second.headers().firstValue("X-Cache")).contains("Hit from cloudfront");
        assertThat(direct(Caller.ANONYMOUS)).isEqualTo(403);
        assertThat(direct(Caller.service(
                        "cloudfront.amazonaws.com",
                        "arn:aws:cloudfront::" + EdgeFixture.ACCOUNT + ":distribution/EOTHER",
                        EdgeFixture.ACCOUNT)))
                .isEqualTo(403);
    }

    @Test
    void functionsPage_shouldBeA404_andItsFailureA503() throws Exception {
        var authority = EdgeFixture.output(site.create(Optional.empty()), "domainName");

        var missing = fixture.get(authority, "/no-such-page");
        var broken = fixture.get(authority, "/broken");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("This page does not exist");
        assertThat(broken.statusCode()).isEqualTo(503);
        assertThat(fixture.lines)
                .anyMatch(line ->
                        line.startsWith("/aws/cloudfront/function/site-routes ") && line.contains("no such luck"));
    }

    @Test
    void missingObject_shouldBeA404ForWhoMayList() throws Exception {
        var authority = EdgeFixture.output(site.create(Optional.empty()), "domainName");

        assertThat(fixture.get(authority, "/private/none").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 20_000, 31_000})
    void longHeaders_shouldReachTheOriginWhole(int length) throws Exception {
        var limits = new ServerLimits(Duration.ofSeconds(10), 64 * 1024);
        try (var origin = LoopbackServer.start(
                0,
                exchange -> exchange.respond(
                        200,
                        Map.of("Content-Type", "text/plain"),
                        exchange.header("X-Long").orElse("").getBytes(StandardCharsets.UTF_8)),
                limits)) {
            var authority = EdgeFixture.output(site.create(Optional.of("localhost:" + origin.port())), "domainName");

            var answer = fixture.get(authority, "/api/long", "X-Long", "x".repeat(length));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).hasSize(length);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /assets/../../secret HTTP/1.1",
                "GET /assets/..%2F..%2Fsecret HTTP/1.1",
                "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
                "GET //etc/passwd HTTP/1.1",
                "GET /assets/%00 HTTP/1.1",
            })
    void strangePath_shouldBeACleanClientError(String requestLine) throws Exception {
        var authority = EdgeFixture.output(site.create(Optional.empty()), "domainName");

        assertThat(EdgeFixture.raw(authority, requestLine, authority)).matches("(?s)HTTP/1.1 4\\d\\d .*");
    }

    @Test
    void unknownHost_shouldBeACleanClientError() throws Exception {
        var authority = EdgeFixture.output(site.create(Optional.empty()), "domainName");

        assertThat(EdgeFixture.raw(authority, "GET / HTTP/1.1", "evil.example")).startsWith("HTTP/1.1 403 ");
    }

    @Test
    void api_shouldGetPathQueryBodyAndItsOwnHost() throws Exception {
        var authority = EdgeFixture.output(site.create(Optional.of("localhost:" + api.port())), "domainName");

        var read = fixture.get(authority, "/api/posts?limit=5&cursor=a%2Fb");
        var again = fixture.get(authority, "/api/posts?limit=5&cursor=a%2Fb");
        var written = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + authority + "/api/visitors"))
                                .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"a@b\"}"))
                                .header("Content-Type", "application/json")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(read.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("X-Cache")).contains("Hit from cloudfront");
        assertThat(written.statusCode()).isEqualTo(201);
        var host = "host=localhost:" + api.port();
        assertThat(asked)
                .containsExactly(
                        "GET /v1/api/posts?limit=5&cursor=a%2Fb " + host + " body=",
                        "POST /v1/api/visitors?null " + host + " body={\"email\":\"a@b\"}");
    }

    @Test
    void apiThatDoesNotAnswer_shouldBeAGatewayError() throws Exception {
        var authority = EdgeFixture.output(site.create(Optional.of("localhost:" + api.port())), "domainName");

        assertThat(fixture.get(authority, "/api/slow").statusCode()).isEqualTo(504);
        assertThat(fixture.get(authority, "/api/cut").statusCode()).isEqualTo(502);
        api.close();
        assertThat(fixture.get(authority, "/api/posts?gone").statusCode()).isEqualTo(502);
    }

    @Test
    void accessLog_shouldBeAFileInItsBucket() throws Exception {
        var distribution = site.create(Optional.empty());
        var authority = EdgeFixture.output(distribution, "domainName");
        fixture.provision("aws:s3/bucketV2:BucketV2", "edge-logs", Map.of("bucket", "edge-logs"));
        fixture.provision(
                "aws:s3/bucketPolicy:BucketPolicy", "edge-logs", Map.of("bucket", "edge-logs", "policy", """
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                          "Principal": {"Service": "delivery.logs.amazonaws.com"}, "Action": "s3:PutObject",
                          "Resource": "arn:aws:s3:::edge-logs/AWSLogs/%1$s/*",
                          "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": "%1$s"},
                            "ArnLike": {"aws:SourceArn": "arn:aws:logs:us-east-1:%1$s:delivery-source:*"}}}]}
                        """.formatted(
                                EdgeFixture.ACCOUNT)));
        fixture.provision(
                "aws:cloudwatch/logDeliverySource:LogDeliverySource",
                "edge",
                "us-east-1",
                Map.of(
                        "name",
                        "edge",
                        "logType",
                        "ACCESS_LOGS",
                        "resourceArn",
                        EdgeFixture.output(distribution, "arn")));
        var destination = fixture.provision(
                "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
                "edge",
                "us-east-1",
                Map.of(
                        "name",
                        "edge",
                        "outputFormat",
                        "json",
                        "deliveryDestinationConfiguration",
                        Map.of("destinationResourceArn", "arn:aws:s3:::edge-logs")));
        fixture.provision(
                "aws:cloudwatch/logDelivery:LogDelivery",
                "edge",
                "us-east-1",
                Map.of("deliverySourceName", "edge", "deliveryDestinationArn", EdgeFixture.output(destination, "arn")));

        fixture.get(authority, "/", "User-Agent", "a \"browser\"");
        fixture.get(authority, "/?q=1");
        fixture.cloudFront.close();

        var file = logFile();
        assertThat(file.key())
                .matches("AWSLogs/%s/CloudFront/%s\\.\\d{4}-\\d\\d-\\d\\d-\\d\\d\\.[0-9a-f]{8}\\.gz"
                        .formatted(EdgeFixture.ACCOUNT, distribution.id()));
        assertThat(file.lines()).hasSize(2);
        var first = JsonMapper.shared().readTree(file.lines().getFirst());
        assertThat(first.path("cs-uri-stem").asString()).isEqualTo("/");
        assertThat(first.path("sc-status").asString()).isEqualTo("200");
        assertThat(first.path("x-edge-result-type").asString()).isEqualTo("Miss");
        assertThat(first.path("cs(User-Agent)").asString()).isEqualTo("a \"browser\"");
    }

    private record LogFile(String key, List<String> lines) {}

    private LogFile logFile() throws Exception {
        var list = new FakeExchange("GET", "/edge-logs", Map.of(), new byte[0]);
        fixture.s3.handle(new AwsRequest(list, EdgeFixture.ROOT, "s3", EdgeFixture.REGION, "request"));
        var matcher = java.util.regex.Pattern.compile("<Key>(.*?)</Key>").matcher(list.text());
        assertThat(matcher.find()).as(list.text()).isTrue();
        var key = matcher.group(1);
        var get = new FakeExchange("GET", "/edge-logs/" + key, Map.of(), new byte[0]);
        fixture.s3.handle(new AwsRequest(get, EdgeFixture.ROOT, "s3", EdgeFixture.REGION, "request"));
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(get.answer.toByteArray()))) {
            return new LogFile(
                    key,
                    new String(gzip.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
    }

    private int direct(Caller caller) throws Exception {
        var exchange = new FakeExchange("GET", "/" + SiteKit.BUCKET + "/index.html", Map.of(), new byte[0]);
        fixture.s3.handle(new AwsRequest(exchange, caller, "s3", EdgeFixture.REGION, "request"));
        return exchange.status;
    }
}
