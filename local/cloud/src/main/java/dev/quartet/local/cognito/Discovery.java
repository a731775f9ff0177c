package dev.quartet.local.cognito;

import tools.jackson.databind.json.JsonMapper;

/**
 * A pool's OpenID Connect discovery document, with the endpoints of its sign-in page where it has a domain; see
 * <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html">the endpoints</a>.
 */
final class Discovery {
    private static final JsonMapper JSON = JsonMapper.shared();

    private Discovery() {}

    static String document(UserPool pool) {
        var issuer = pool.tokens().issuer();
        var document = JSON.createObjectNode().put("issuer", issuer).put("jwks_uri", issuer + "/.well-known/jwks.json");
        var domain = pool.domain();
        if (!domain.isEmpty()) {
            document.put("authorization_endpoint", domain + "/oauth2/authorize")
                    .put("token_endpoint", domain + "/oauth2/token")
                    .put("userinfo_endpoint", domain + "/oauth2/userInfo")
                    .put("end_session_endpoint", domain + "/logout");
        }
        document.putArray("id_token_signing_alg_values_supported").add("RS256");
        document.putArray("response_types_supported").add("code");
        document.putArray("scopes_supported")
                .add("openid")
                .add("email")
                .add("phone")
                .add("profile");
        document.putArray("subject_types_supported").add("public");
        document.putArray("code_challenge_methods_supported").add("S256");
        return JSON.writeValueAsString(document);
    }
}
