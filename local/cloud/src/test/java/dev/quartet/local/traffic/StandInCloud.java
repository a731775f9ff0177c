package dev.quartet.local.traffic;

import dev.quartet.exports.ApiRef;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TableRef;
import dev.quartet.exports.TodoExports;
import dev.quartet.local.aws.RequestSigner;
import dev.quartet.local.http.HttpExchange;
import dev.quartet.local.http.LoopbackServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stands in for the services that a user of the to-do stack meets; refuses what they would refuse. */
final class StandInCloud implements AutoCloseable {
    static final RequestSigner OWNER =
            new RequestSigner("AKIAOWNER", "secret", Optional.empty(), "ap-northeast-1", Clock.systemUTC());

    private static final JsonMapper JSON = JsonMapper.shared();

    final Map<String, String> codes = new ConcurrentHashMap<>();
    final Map<String, String> confirmed = new ConcurrentHashMap<>();
    final Map<String, Integer> versions = new ConcurrentHashMap<>();
    final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    final AtomicInteger refreshes = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    volatile int expiresIn = 3600;
    volatile boolean broken;

    final StandInBlog blog = new StandInBlog();
    final StandInShop shop = new StandInShop();
    final StandInUpdates updates = new StandInUpdates();

    private final AtomicInteger ids = new AtomicInteger();
    private final LoopbackServer server;

    StandInCloud() throws IOException {
        server = LoopbackServer.start(0, this::handle);
    }

    StackExports exports() {
        var url = "http://127.0.0.1:" + server.port();
        return new StackExports(
                1,
                "test",
                "ap-northeast-1",
                "000000000000",
                url,
                new TodoExports(
                        new ApiRef(url + "/v1", "api", "todo-api", "v1"),
                        "pool",
                        "client",
                        "identities",
                        "files",
                        "private/${cognito-identity.amazonaws.com:sub}/",
                        new TableRef("todos", List.of(), null),
                        null,
                        List.of()),
                blog.exports(url),
                shop.exports(url),
                updates.exports(server.port()),
                null);
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (broken) {
            exchange.abort();
        } else if (blog.takes(exchange)) {
            blog.handle(exchange);
        } else if (updates.takes(exchange)) {
            updates.handle(exchange);
        } else if (shop.takes(exchange)) {
            shop.handle(exchange);
        } else if (exchange.rawPath().startsWith("/v1/")) {
            todo(exchange, exchange.rawPath().substring(3));
        } else if (exchange.rawPath().startsWith("/files/")) {
            file(exchange);
        } else if (exchange.rawPath().equals("/_quartet/mail")) {
            var mails = JSON.createArrayNode();
            codes.forEach((email, code) -> mails.addObject()
                    .put("text", "Your code is " + code)
                    .putArray("to")
                    .add(email));
            answer(exchange, 200, mails);
        } else {
            var target = exchange.header("x-amz-target").orElse("");
            call(exchange, target.substring(target.indexOf('.') + 1), JSON.readTree(exchange.body(10_000)));
        }
    }

    private void call(HttpExchange exchange, String operation, JsonNode input) throws IOException {
        var output = JSON.createObjectNode();
        var user = input.path("Username").asString();
        switch (operation) {
            case "AdminCreateUser", "AdminSetUserPassword", "AdminAddUserToGroup" -> {
                if (!exchange.header("authorization").orElse("").contains("Credential=AKIAOWNER/")) {
                    refuse(exchange, 403);
                    return;
                }
                confirmed.put(user, "");
            }
            case "Scan" -> {
                answer(exchange, 200, shop.scan(input.path("TableName").asString()));
                return;
            }
            case "SignUp" -> codes.put(user, "%06d".formatted(ids.incrementAndGet()));
            case "ConfirmSignUp" -> {
                if (!input.path("ConfirmationCode").asString().equals(codes.get(user))) {
                    refuse(exchange, 400);
                    return;
                }
                confirmed.put(user, "");
            }
            case "InitiateAuth" -> {
                boolean refresh = input.path("AuthFlow").asString().equals("REFRESH_TOKEN_AUTH");
                refreshes.addAndGet(refresh ? 1 : 0);
                var name = input.path("AuthParameters")
                        .path(refresh ? "REFRESH_TOKEN" : "USERNAME")
                        .asString();
                if (!confirmed.containsKey(name)) {
                    refuse(exchange, 400);
                    return;
                }
                output.putObject("AuthenticationResult")
                        .put("IdToken", "id " + name)
                        .put("RefreshToken", name)
                        .put("ExpiresIn", expiresIn);
            }
            case "GetId" -> output.put("IdentityId", "ap-northeast-1:1234");
            case "GetCredentialsForIdentity" ->
                output.putObject("Credentials")
                        .put("AccessKeyId", "ASIA")
                        .put("SecretKey", "secret")
                        .put("SessionToken", "session")
                        .put("Expiration", 4e9);
            default -> {
                refuse(exchange, 400);
                return;
            }
        }
        answer(exchange, 200, output);
    }

    private void todo(HttpExchange exchange, String path) throws IOException {
        if (!exchange.header("authorization").orElse("").startsWith("id ")) {
            refuse(exchange, 401);
            return;
        }
        var id = path.startsWith("/todos/") ? path.substring("/todos/".length()) : "";
        switch (exchange.method()) {
            case "POST" -> {
                var made = "t" + ids.incrementAndGet();
                versions.put(made, 1);
                version(exchange, 201, made);
            }
            case "PUT" -> {
                var version = exchange.header("if-match").orElse("").replace("\"", "");
                if (versions.get(id) == null) {
                    refuse(exchange, 404);
                } else if (versions.replace(id, Integer.parseInt(version), Integer.parseInt(version) + 1)) {
                    version(exchange, 200, id);
                } else {
                    refuse(exchange, 412);
                }
            }
            case "DELETE" -> {
                versions.remove(id);
                exchange.respond(204, Map.of(), new byte[0]);
            }
            default -> {
                if (!id.isEmpty() && !versions.containsKey(id)) {
                    refuse(exchange, 404);
                } else if (id.isEmpty()) {
                    answer(exchange, 200, JSON.createObjectNode());
                } else {
                    version(exchange, 200, id);
                }
            }
        }
    }

    private void file(HttpExchange exchange) throws IOException {
        var key = exchange.rawPath();
        if (!key.startsWith("/files/private/ap-northeast-1%3A1234/file-")
                || !exchange.header("authorization")
                        .orElse("")
                        .matches("AWS4-HMAC-SHA256 Credential=ASIA/.*Signature=[0-9a-f]{64}")) {
            refuse(exchange, 403);
        } else if (exchange.method().equals("PUT")) {
            objects.put(key, exchange.body(100_000));
            exchange.respond(200, Map.of(), new byte[0]);
        } else {
            var content = objects.get(key);
            exchange.respond(content == null ? 404 : 200, Map.of(), content == null ? new byte[0] : content);
        }
    }

    private void version(HttpExchange exchange, int status, String id) throws IOException {
        exchange.respond(
                status,
                Map.of("ETag", "\"" + versions.getOrDefault(id, 1) + "\"", "Content-Type", "application/json"),
                JSON.createObjectNode().put("id", id).toString().getBytes(StandardCharsets.UTF_8));
    }

    private void refuse(HttpExchange exchange, int status) throws IOException {
        refused.incrementAndGet();
        answer(exchange, status, JSON.createObjectNode().put("message", "refused"));
    }

    private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
        exchange.respond(
                status,
                Map.of("Content-Type", "application/json"),
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
