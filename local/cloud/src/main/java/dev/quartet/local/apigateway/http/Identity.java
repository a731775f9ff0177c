package dev.quartet.local.apigateway.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;

/** Who a request was authorised as. Immutable. */
sealed interface Identity {
    /** By a signature. */
    record Iam(String accessKey, String accountId, String userArn, String userId) implements Identity {
        public Iam {
            requireNonNull(accessKey, "accessKey is null");
            requireNonNull(accountId, "accountId is null");
            requireNonNull(userArn, "userArn is null");
            requireNonNull(userId, "userId is null");
        }
    }

    /**
     * By a token.
     *
     * @param claims as texts; a list is {@code [a b]}
     * @param scopes those of the token that the route asks for; empty when it asks for none
     */
    record Jwt(Map<String, String> claims, List<String> scopes) implements Identity {
        public Jwt {
            claims = Map.copyOf(claims);
            scopes = List.copyOf(scopes);
        }
    }
}
