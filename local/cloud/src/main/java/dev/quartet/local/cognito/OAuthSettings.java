package dev.quartet.local.cognito;

import dev.quartet.local.core.Inputs;
import java.util.List;

/**
 * What a client may do at the pool's sign-in page. Immutable.
 *
 * @param flows {@code code}, {@code implicit} or {@code client_credentials}; none where OAuth is off
 * @param callbackUrls where codes go
 * @param logoutUrls where people go after signing out
 */
record OAuthSettings(List<String> flows, List<String> scopes, List<String> callbackUrls, List<String> logoutUrls) {
    OAuthSettings {
        flows = List.copyOf(flows);
        scopes = List.copyOf(scopes);
        callbackUrls = List.copyOf(callbackUrls);
        logoutUrls = List.copyOf(logoutUrls);
    }

    static OAuthSettings of(Inputs inputs) {
        boolean on = inputs.flag("allowedOauthFlowsUserPoolClient", false);
        return new OAuthSettings(
                on ? inputs.strings("allowedOauthFlows") : List.of(),
                inputs.strings("allowedOauthScopes"),
                inputs.strings("callbackUrls"),
                inputs.strings("logoutUrls"));
    }
}
