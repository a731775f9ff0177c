package dev.quartet.local.apigateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthorizationTest {
    private static final String FORBIDDEN = "{\"message\":\"Forbidden\"}";
    private static final String ISSUER = "https://cognito-idp.ap-northeast-1.amazonaws.com/ap-northeast-1_pool";

    private static ShopApi iam() {
        var shop = new ShopApi(Map.of());
        return shop.route("PUT /stock/{sku}", shop.function("2.0"), Map.of("authorizationType", "AWS_IAM"))
                .stage("$default", Map.of());
    }

    @Test
    void signedRequest_shouldPass_andTellWho() {
        try (var shop = iam()) {
            var answer = shop.signed("PUT", "/stock/A-1?b=2&a=1", "execute-api", "{\"available\":3}");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(shop.authorizer.takeAsked())
                    .containsExactly("execute-api:Invoke arn:aws:execute-api:ap-northeast-1:111122223333:" + shop.apiId
                            + "/$default/PUT/stock/A-1");
            var event = shop.events.getLast();
            assertThat(event.path("body").asString()).isEqualTo("{\"available\":3}");
            assertThat(event.path("requestContext").path("authorizer"))
                    .isEqualTo(ShopApi.JSON.readTree("""
                            {"iam": {"accessKey": "AKIDORDERS", "accountId": "111122223333",
                              "callerId": "AROAEXAMPLE:quartet-dev-orders", "cognitoIdentity": null, "principalOrgId": null,
                              "userArn": "%s", "userId": "AROAEXAMPLE:quartet-dev-orders"}}""".formatted(ShopApi.ROLE_ARN)));
            assertThat(shop.invocations)
                    .containsExactly("apigateway.amazonaws.com calls " + ShopApi.FUNCTION
                            + " for arn:aws:execute-api:ap-northeast-1:111122223333:" + shop.apiId
                            + "/$default/PUT/stock/{sku}");
        }
    }

    @Test
    void request_shouldBeForbidden_whenUnsignedOrForAnotherServiceOrChanged() {
        try (var shop = iam()) {
            assertThat(shop.send("PUT", "/stock/A", "{}").statusCode()).isEqualTo(403);
            assertThat(shop.signed("PUT", "/stock/A", "dynamodb", "{}").body()).isEqualTo(FORBIDDEN);

            var other = shop.signer.sign(
                    "PUT",
                    URI.create(shop.url + "/stock/B"),
                    "execute-api",
                    Map.of(),
                    "{}".getBytes(StandardCharsets.UTF_8));
            var moved = HttpRequest.newBuilder(other.build(), (name, value) -> true)
                    .uri(URI.create(shop.url + "/stock/A"))
                    .build();
            assertThat(shop.send(moved).body()).isEqualTo(FORBIDDEN);
            assertThat(shop.events).isEmpty();
            assertThat(shop.sum("4xx")).isEqualTo(3);
        }
    }

    @Test
    void request_shouldBeForbidden_whenNoPolicyAllowsIt() {
        try (var shop = iam()) {
            shop.authorizer.deny("execute-api:Invoke");

            var answer = shop.signed("PUT", "/stock/A", "execute-api", "{}");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo(FORBIDDEN);
            assertThat(shop.events).isEmpty();
        }
    }

    private static ShopApi jwt(List<String> scopes) {
        var shop = new ShopApi(Map.of());
        var authorizer = shop.provision(
                "authorizer:Authorizer",
                Map.of(
                        "apiId",
                        shop.apiId,
                        "authorizerType",
                        "JWT",
                        "identitySources",
                        List.of("$request.header.Authorization"),
                        "jwtConfiguration",
                        Map.of("issuer", ISSUER, "audiences", List.of("client"))));
        shop.route(
                        "GET /me",
                        shop.function("2.0"),
                        Map.of(
                                "authorizationType",
                                "JWT",
                                "authorizerId",
                                authorizer.id(),
                                "authorizationScopes",
                                scopes))
                .stage("$default", Map.of());
        return shop;
    }

    private static Map<String, Object> claims(ShopApi shop, String client) {
        return Map.of(
                "sub",
                "alice",
                "client_id",
                client,
                "scope",
                "read write",
                "cognito:groups",
                List.of("a", "b"),
                "exp",
                shop.clock.instant().getEpochSecond() + 60);
    }

    @Test
    void token_shouldPass_andGiveItsClaims() {
        try (var shop = jwt(List.of())) {
            shop.tokens.put(ISSUER + " a.b.c", claims(shop, "client"));

            assertThat(shop.get("/me", "Authorization", "Bearer a.b.c").statusCode())
                    .isEqualTo(200);
            assertThat(shop.get("/me", "Authorization", "a.b.c").statusCode()).isEqualTo(200);

            var jwt = shop.events
                    .getLast()
                    .path("requestContext")
                    .path("authorizer")
                    .path("jwt");
            assertThat(jwt.path("claims").path("sub").asString()).isEqualTo("alice");
            assertThat(jwt.path("claims").path("cognito:groups").asString()).isEqualTo("[a b]");
            assertThat(jwt.path("scopes").isNull()).isTrue();
        }
    }

    @Test
    void token_shouldBeRefused_withTheReasonInTheChallenge() {
        try (var shop = jwt(List.of())) {
            shop.tokens.put(ISSUER + " other.b.c", claims(shop, "stranger"));

            var none = shop.get("/me");
            assertThat(none.statusCode()).isEqualTo(401);
            assertThat(none.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
            assertThat(none.headers().firstValue("www-authenticate")).hasValue("Bearer");
            assertThat(shop.get("/me", "Authorization", "Bearer other.b.c")
                            .headers()
                            .firstValue("www-authenticate"))
                    .hasValue("Bearer scope=\"\" error=\"invalid_token\""
                            + " error_description=\"the token does not have a valid audience\"");
            assertThat(shop.get("/me", "Authorization", "Bearer x")
                            .headers()
                            .firstValue("www-authenticate")
                            .orElseThrow())
                    .contains("invalid number of segments");
            assertThat(shop.get("/me", "Authorization", "Bearer x.y.z").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void token_shouldBeCheckedAnew_onceItHasExpired() {
        try (var shop = jwt(List.of())) {
            shop.tokens.put(ISSUER + " a.b.c", claims(shop, "client"));
            assertThat(shop.get("/me", "Authorization", "a.b.c").statusCode()).isEqualTo(200);
            shop.tokens.clear();
            assertThat(shop.get("/me", "Authorization", "a.b.c").statusCode()).isEqualTo(200);

            shop.clock.advance(java.time.Duration.ofSeconds(61));

            assertThat(shop.get("/me", "Authorization", "a.b.c").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void token_shouldHaveOneOfTheRoutesScopes() {
        try (var wanting = jwt(List.of("write", "admin"));
                var lacking = jwt(List.of("admin"))) {
            wanting.tokens.put(ISSUER + " a.b.c", claims(wanting, "client"));
            lacking.tokens.put(ISSUER + " a.b.c", claims(lacking, "client"));

            assertThat(wanting.get("/me", "Authorization", "a.b.c").statusCode())
                    .isEqualTo(200);
            assertThat(wanting.events
                            .getLast()
                            .path("requestContext")
                            .path("authorizer")
                            .path("jwt")
                            .path("scopes")
                            .toString())
                    .isEqualTo("[\"write\"]");
            var refused = lacking.get("/me", "Authorization", "a.b.c");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.headers().firstValue("www-authenticate").orElseThrow())
                    .contains("scope=\"admin\" error=\"insufficient_scope\"");
        }
    }
}
