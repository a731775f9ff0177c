package dev.quartet.local.cloudfront.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quartet.local.cloudfront.config.Headers;
import dev.quartet.local.cloudfront.config.ViewerContext;
import dev.quartet.local.cloudfront.config.ViewerFunctionException;
import dev.quartet.local.cloudfront.config.ViewerRequest;
import dev.quartet.local.cloudfront.config.ViewerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeFunctionTest {
    private static final ViewerContext CONTEXT = new ViewerContext("E1", "localhost:4600", "request-1", "127.0.0.1");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<EdgeFunction> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(EdgeFunction::close);
    }

    @Test
    void request_shouldBeRewritten() throws Exception {
        var function = function("""
                const pages = new Map([['/', '/index.html']]);
                async function handler(event) {
                  const { request } = event;
                  await Promise.resolve();
                  const rest = (...all) => all.length;
                  const slug = /^\\/posts\\/(?<slug>[a-z-]+)$/.exec(request.uri)?.groups?.slug;
                  request.uri = slug ? '/post.html' : pages.get(request.uri) ?? request.uri;
                  request.headers['x-slug'] = { value: `${slug}-${rest(1, 2)}` };
                  request.querystring.q = { value: 'a%20b', multiValue: [{ value: 'a%20b' }, { value: 'c' }] };
                  delete request.cookies.secret;
                  console.log('rewritten', request.uri, { n: 1 });
                  return request;
                }
                """);

        var outcome = new OnViewerRequest(function)
                .apply(
                        CONTEXT,
                        request(
                                "/posts/hello-world",
                                "x=1",
                                Map.of("Host", List.of("localhost:4600"), "Cookie", List.of("secret=1; kept=2"))));

        assertThat(outcome).isInstanceOfSatisfying(ViewerRequest.class, changed -> {
            assertThat(changed.uri()).isEqualTo("/post.html");
            assertThat(changed.query()).isEqualTo("x=1&q=a%20b&q=c");
            assertThat(changed.headers().get("x-slug")).isEqualTo("hello-world-2");
            assertThat(changed.headers().get("Cookie")).isEqualTo("kept=2");
            assertThat(changed.headers().get("Host")).isEqualTo("localhost:4600");
        });
        assertThat(lines).containsExactly("rewritten /post.html {\"n\":1}");
    }

    @Test
    void unchangedQuery_shouldKeepItsSpelling() throws Exception {
        var function = function("function handler(event) { return event.request; }");

        var outcome = new OnViewerRequest(function).apply(CONTEXT, request("/a%2Fb", "a=&b&a=%2F", Map.of()));

        assertThat(outcome).isEqualTo(request("/a%2Fb", "a=&b&a=%2F", Map.of()));
    }

    @Test
    void answer_shouldHaveStatusHeadersCookiesAndBody() throws Exception {
        var function = function("""
                function handler(event) {
                  return {
                    statusCode: 404, statusDescription: 'Not Found',
                    headers: { 'content-type': { value: 'text/html; charset=utf-8' } },
                    cookies: { a: { value: '1', attributes: 'Path=/; Secure' } },
                    body: { encoding: 'text', data: '<h1>없음</h1>' },
                  };
                }
                """);

        var outcome = new OnViewerRequest(function).apply(CONTEXT, request("/nowhere", null, Map.of()));

        assertThat(outcome).isInstanceOfSatisfying(ViewerResponse.class, response -> {
            assertThat(response.status()).isEqualTo(404);
            assertThat(response.headers().get("content-type")).isEqualTo("text/html; charset=utf-8");
            assertThat(response.headers().get("set-cookie")).isEqualTo("a=1; Path=/; Secure");
            assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("<h1>없음</h1>");
        });
    }

    @Test
    void responseFunction_shouldChangeHeaders() throws Exception {
        var function = function("""
                function handler(event) {
                  event.response.headers['x-path'] = { value: event.request.uri };
                  delete event.response.headers.server;
                  return event.response;
                }
                """);
        var response = new ViewerResponse(
                200,
                Headers.of(Map.of("Server", List.of("AmazonS3"), "ETag", List.of("\"1\""), "X-Cache", List.of("Hit"))),
                new byte[0]);

        var changed = new OnViewerResponse(function).apply(CONTEXT, request("/a", null, Map.of()), response);

        assertThat(changed.headers().get("x-path")).isEqualTo("/a");
        assertThat(changed.headers().get("etag")).isEqualTo("\"1\"");
        assertThat(changed.headers().get("x-cache")).isEqualTo("Hit");
        assertThat(changed.headers().has("server")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "function handler(event) { throw new Error('broken'); }",
                "function handler(event) { while (true) {} }",
                "async function handler(event) { await new Promise(() => {}); }",
                "function handler(event) { return eval('event.request'); }",
                "function handler(event) { return Java.type('java.lang.System'); }",
                "function handler(event) { return Polyglot.import('x'); }",
                "function handler(event) { load('/etc/passwd'); return event.request; }",
                "function handler(event) { undeclared = 1; return event.request; }",
            })
    void whatFails_shouldBeAnExecutionErrorAndLogged(String code) throws Exception {
        var function = function(code);

        assertThatThrownBy(() -> new OnViewerRequest(function).apply(CONTEXT, request("/", null, Map.of())))
                .isInstanceOfSatisfying(
                        ViewerFunctionException.class, e -> assertThat(e.word()).isEqualTo("FunctionExecutionError"));
        assertThat(lines).singleElement().asString().startsWith("ERROR: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "function handler(event) { }",
                "function handler(event) { return null; }",
                "function handler(event) { return 'no'; }",
                "function handler(event) { event.request.uri = 'relative'; return event.request; }",
                "function handler(event) { event.request.uri = '/a?b=1'; return event.request; }",
                "function handler(event) { event.request.method = 'PUT'; return event.request; }",
                "function handler(event) { event.request.headers.host = {value: 'evil'}; return event.request; }",
                "function handler(event) { delete event.request.headers.host; return event.request; }",
                "function handler(event) { event.request.headers['x-cache'] = {value: 'Hit'}; return event.request; }",
                "function handler(event) { event.request.headers.a = {value: 'b\\r\\nc: d'}; return event.request; }",
                "function handler(event) { return {statusCode: 99}; }",
                "function handler(event) { return {statusCode: 200, body: 'x'.repeat(41000)}; }",
            })
    void whatIsNoResult_shouldBeAValidationError(String code) throws Exception {
        var function = function(code);

        assertThatThrownBy(() -> new OnViewerRequest(function)
                        .apply(CONTEXT, request("/", null, Map.of("Host", List.of("localhost:4600")))))
                .isInstanceOfSatisfying(
                        ViewerFunctionException.class, e -> assertThat(e.word()).isEqualTo("FunctionValidationError"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "function handler(event) {",
                "const handle = (event) => event.request;",
                "import cf from 'cloudfront'; function handler(event) {}",
                "const crypto = require('crypto'); function handler(event) {}",
                "const handler = 'text';",
            })
    void codeThatCannotRun_shouldBeRefused(String code) {
        assertThatThrownBy(() -> function(code)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void codeOverTenKilobytes_shouldBeRefused() {
        assertThatThrownBy(() -> function("function handler(event) { return event.request; } //" + "x".repeat(10_200)))
                .hasMessageContaining("at most 10240");
    }

    @Test
    void manyAtOnce_shouldEachGetTheirOwn() throws Exception {
        var function = function(
                "function handler(event) { event.request.uri += '/' + event.request.headers.n.value; return event.request; }");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<Future<String>>();
            for (int i = 0; i < 500; i++) {
                var n = Integer.toString(i);
                results.add(threads.submit(() -> ((ViewerRequest) new OnViewerRequest(function)
                                .apply(CONTEXT, request("/a", null, Map.of("n", List.of(n)))))
                        .uri()));
            }
            for (int i = 0; i < results.size(); i++) {
                assertThat(results.get(i).get()).isEqualTo("/a/" + i);
            }
        }
    }

    private EdgeFunction function(String code) {
        var function = new EdgeFunction("site-routes", code, (requestId, all) -> all.forEach(lines::add));
        open.add(function);
        return function;
    }

    private static ViewerRequest request(String uri, String query, Map<String, List<String>> headers) {
        return new ViewerRequest("GET", uri, query, Headers.of(headers));
    }
}
