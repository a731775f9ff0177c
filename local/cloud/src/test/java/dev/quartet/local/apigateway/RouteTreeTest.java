package dev.quartet.local.apigateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RouteTreeTest {
    private final RouteTree tree = new RouteTree(Stream.of(
                    "GET /",
                    "GET /todos",
                    "ANY /todos",
                    "GET /todos/{id}",
                    "GET /todos/new",
                    "GET /todos/{id}/notes",
                    "GET /todos/new/draft",
                    "GET /files/{path+}",
                    "GET /caf\u00e9")
            .map(RouteTreeTest::route)
            .toList());

    @Test
    void match_shouldPreferLiteralsThenParametersThenTheRest() {
        assertThat(found("GET", "/")).isEqualTo("GET / {}");
        assertThat(found("GET", "/todos")).isEqualTo("GET /todos {}");
        assertThat(found("GET", "/todos/")).isEqualTo("GET /todos {}");
        assertThat(found("PATCH", "/todos")).isEqualTo("ANY /todos {}");
        assertThat(found("GET", "/todos/7")).isEqualTo("GET /todos/{id} {id=7}");
        assertThat(found("GET", "/todos/new")).isEqualTo("GET /todos/new {}");
        assertThat(found("GET", "/todos/new/draft")).isEqualTo("GET /todos/new/draft {}");
        assertThat(found("GET", "/todos/new/notes")).isEqualTo("GET /todos/{id}/notes {id=new}");
        assertThat(found("GET", "/files/a/b%2Fc")).isEqualTo("GET /files/{path+} {path=a/b%2Fc}");
    }

    @Test
    void match_shouldDecodeForLiterals_andKeepParametersAsSent() {
        assertThat(found("GET", "/caf%C3%A9")).isEqualTo("GET /caf\u00e9 {}");
        assertThat(found("GET", "/%74odos")).isEqualTo("GET /todos {}");
        assertThat(found("GET", "/todos/a%2Fb")).isEqualTo("GET /todos/{id} {id=a%2Fb}");
        assertThat(found("GET", "/todos/a+b")).isEqualTo("GET /todos/{id} {id=a+b}");
    }

    @Test
    void match_shouldFindNothing_whereNothingIs() {
        assertThat(tree.match("GET", "/nothing")).isNull();
        assertThat(tree.match("GET", "/files")).isNull();
        assertThat(tree.match("POST", "/todos/7")).isNull();
        assertThat(tree.match("GET", "/todos//notes")).isNull();
        assertThat(tree.match("GET", "//todos")).isNull();
    }

    @Test
    void match_shouldRefuseABrokenPercentSign() {
        assertThatThrownBy(() -> tree.match("GET", "/todos/%zz")).isInstanceOf(RequestFailure.class);
    }

    private String found(String method, String path) {
        var match = tree.match(method, path);
        assertThat(match).as(path).isNotNull();
        return match.route().httpMethod() + " " + match.route().resourcePath() + " " + match.pathParameters();
    }

    private static Route route(String methodAndPath) {
        var parts = methodAndPath.split(" ");
        return new Route(
                new MethodDefinition(
                        new MethodKey("r", parts[0]), Optional.empty(), Map.of(), Map.of(), Optional.empty()),
                parts[1],
                Optional.empty(),
                new RequestValidation(List.of(), Map.of()),
                call -> new ApiResponse(200, List.of(), new byte[0]),
                new CacheKey("r", parts[0], List.of()));
    }
}
