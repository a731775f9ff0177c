package dev.quartet.exports;

/**
 * Where operators sign in: a user pool and the client of the dashboard, for the authorization code grant with PKCE. The issuer is
 * {@code https://cognito-idp.<region>.amazonaws.com/<userPoolId>}, and {@code <endpointUrl>/<userPoolId>} of a local cloud.
 */
public record SignInExports(String userPoolId, String userPoolClientId) {
    public SignInExports {
        Checks.text("userPoolId", userPoolId);
        Checks.text("userPoolClientId", userPoolClientId);
    }
}
