package dev.quartet.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What must be refused is refused, with the right status and a body that helps. */
@ExtendWith(SharedQuartet.class)
final class RefusalsTest {
    @Test
    void token_shouldBeAValidIdTokenOfThisPool(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        var id = ann.idToken();
        int middle = id.lastIndexOf('.') + 20;
        var tampered = id.substring(0, middle) + (id.charAt(middle) == 'A' ? 'B' : 'A') + id.substring(middle + 1);

        problem(TodoUser.send(ann.anonymous("/todos")), 401);
        for (var token : List.of(ann.accessToken(), tampered, "nonsense")) {
            problem(TodoUser.send(ann.anonymous("/todos").header("Authorization", token)), 401);
        }
    }

    @Test
    void forgedToken_shouldBeRefused_whateverItsAlgorithm(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        var parts = ann.idToken().split("\\.");
        var header = TodoUser.JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
        var issuer = TodoUser.JSON
                .readTree(Base64.getUrlDecoder().decode(parts[1]))
                .get("iss")
                .asString();
        var published = TodoUser.send(HttpRequest.newBuilder(URI.create(issuer + "/.well-known/jwks.json")));
        assertThat(published.statusCode()).isEqualTo(200);
        var modulus = TodoUser.json(published)
                .get("keys")
                .valueStream()
                .filter(key -> key.get("kid").equals(header.get("kid")))
                .findFirst()
                .orElseThrow()
                .get("n")
                .asString();

        var none = encoded("{\"alg\":\"none\",\"kid\":%s}"
                        .formatted(header.get("kid"))
                        .getBytes(UTF_8)) + "." + parts[1];
        var hmac = encoded("{\"alg\":\"HS256\",\"kid\":%s}"
                        .formatted(header.get("kid"))
                        .getBytes(UTF_8)) + "." + parts[1];
        for (var key : List.of(
                modulus.getBytes(UTF_8),
                Base64.getUrlDecoder().decode(modulus),
                published.body().getBytes(UTF_8))) {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var token = hmac + "." + encoded(mac.doFinal(hmac.getBytes(UTF_8)));
            problem(TodoUser.send(ann.anonymous("/todos").header("Authorization", token)), 401);
        }
        problem(TodoUser.send(ann.anonymous("/todos").header("Authorization", none + ".")), 401);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void anotherUsersTodo_shouldNotBeFound(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        var bob = TodoUser.signUp(quartet.access());
        var id = ann.create("Ann's own");

        problem(bob.get("/todos/" + id), 404);
        problem(bob.put(id, "{\"title\":\"Mine now\"}"), 404);
        problem(TodoUser.send(bob.request("/todos/" + id).DELETE()), 404);
        assertThat(ann.get("/todos/" + id).statusCode()).isEqualTo(200);
    }

    @Test
    void body_shouldBeWhatTheDocumentSays(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        assertThat(problem(ann.post("{\"title\":"), 400)).contains("Could not parse request body into json");
        problem(ann.post("{\"title\":\"a\",\"colour\":\"red\"}"), 400);
        problem(ann.post("{\"notes\":\"no title\"}"), 400);
        var tooLong = problem(ann.post("{\"title\":\"" + "x".repeat(10_000) + "\"}"), 400);
        assertThat(tooLong).contains("title").contains("200");
        problem(ann.post("{\"title\":\"a\",\"notes\":\"" + "x".repeat(300_000) + "\"}"), 413);
    }

    @Test
    void ifMatch_shouldFail_whenStale(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        var id = ann.create("Version one");
        problem(ann.put(id, "{\"title\":\"Version two\"}", "If-Match", "\"999\""), 412);
    }

    @Test
    void unknownRoute_shouldBe404(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        problem(ann.get("/nothing/here"), 404);
        problem(TodoUser.send(ann.request("/todos").method("PATCH", HttpRequest.BodyPublishers.noBody())), 404);
    }

    @Test
    void anothersPrefix_shouldBeDenied(RunningQuartet quartet) throws Exception {
        var ann = TodoUser.signUp(quartet.access());
        var bob = TodoUser.signUp(quartet.access());
        var bucket = quartet.access().exports().todo().userFilesBucket();
        var bobs = "private/" + bob.identityId() + "/secret.txt";
        try (var s3 = ann.s3()) {
            for (Runnable attempt : List.<Runnable>of(
                    () -> s3.putObject(request -> request.bucket(bucket).key(bobs), RequestBody.fromString("x")),
                    () -> s3.getObject(request -> request.bucket(bucket).key(bobs))
                            .abort(),
                    () -> s3.listObjectsV2(request -> request.bucket(bucket)),
                    () -> s3.listObjectsV2(
                            request -> request.bucket(bucket).prefix("private/" + bob.identityId() + "/")))) {
                assertThatThrownBy(attempt::run).isInstanceOfSatisfying(S3Exception.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(403);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                });
            }
        }
    }

    @Test
    void anonymousS3_shouldBeDenied(RunningQuartet quartet) throws Exception {
        var bucket = quartet.access().exports().todo().userFilesBucket();
        var answer = TodoUser.send(
                HttpRequest.newBuilder(URI.create(quartet.access().cloudUrl() + "/" + bucket + "/private/x")));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>AccessDenied</Code>");
    }

    /** Asserts a problem+json document and returns it. */
    static String problem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        var body = TodoUser.json(answer);
        assertThat(body.get("status").asInt()).isEqualTo(status);
        assertThat(body.get("title").asString()).isNotBlank();
        return answer.body();
    }
}
