package dev.quartet.local.cognito;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client asks of the <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html">authorize
 * endpoint</a>, checked. Immutable.
 *
 * @param challenge of PKCE (RFC 7636, S256); empty for none
 */
record AuthorizationRequest(
        PoolClient client, String redirectUri, String state, List<String> scopes, String nonce, String challenge) {
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    AuthorizationRequest {
        scopes = List.copyOf(scopes);
    }

    /** What cannot be sent back to the client, as nobody knows if it is one. */
    static final class UnknownClientException extends Exception {
        UnknownClientException(String message) {
            super(message);
        }
    }

    /** What is sent back to the client. */
    static final class RefusedException extends Exception {
        private final String address;

        RefusedException(FormFields query, String error, String description) {
            super(description);
            var answer = new LinkedHashMap<String, String>();
            answer.put("error", error);
            answer.put("error_description", description);
            query.find("state").ifPresent(state -> answer.put("state", state));
            this.address = FormFields.append(query.get("redirect_uri"), answer);
        }

        String address() {
            return address;
        }
    }

    static AuthorizationRequest of(UserPool pool, FormFields query) throws UnknownClientException, RefusedException {
        var client = pool.clients().get(query.get("client_id"));
        if (client == null) {
            throw new UnknownClientException("client_id is no client of this user pool.");
        }
        var redirect = query.get("redirect_uri");
        if (!client.oauth().callbackUrls().contains(redirect)) {
            throw new UnknownClientException("redirect_mismatch: redirect_uri is none of the client's callback URLs.");
        }
        if (!query.get("response_type").equals("code")
                || !client.oauth().flows().contains("code")) {
            throw new RefusedException(query, "unauthorized_client", "the client may use response_type=code alone");
        }
        var scopes = query.find("scope")
                .map(text -> Arrays.asList(text.split(" +")))
                .orElse(client.oauth().scopes());
        if (!client.oauth().scopes().containsAll(scopes)
                || !OAuthScopes.of(scopes).complete()) {
            throw new RefusedException(query, "invalid_request", "invalid_scope");
        }
        return new AuthorizationRequest(
                client, redirect, query.get("state"), scopes, query.get("nonce"), challenge(query));
    }

    /** Returns where the client gets {@code code}. */
    String answer(String code) {
        var answer = new LinkedHashMap<>(Map.of("code", code));
        Optional.of(state).filter(value -> !value.isEmpty()).ifPresent(value -> answer.put("state", value));
        return FormFields.append(redirectUri, answer);
    }

    private static String challenge(FormFields query) throws RefusedException {
        var challenge = query.get("code_challenge");
        boolean none = challenge.isEmpty() && query.get("code_challenge_method").isEmpty();
        boolean right = query.get("code_challenge_method").equals("S256")
                && CHALLENGE.matcher(challenge).matches();
        if (!none && !right) {
            throw new RefusedException(
                    query, "invalid_request", "code_challenge must be of code_challenge_method=S256");
        }
        return challenge;
    }
}
