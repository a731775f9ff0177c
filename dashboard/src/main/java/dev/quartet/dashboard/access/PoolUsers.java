package dev.quartet.dashboard.access;

import dev.quartet.dashboard.config.Access;
import dev.quartet.dashboard.config.Role;
import java.util.List;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Who a token is of: the pool's users are viewers, members of its operators' group are operators. The ID token says it all. */
final class PoolUsers implements OAuth2UserService<OidcUserRequest, OidcUser> {
    private static final String GROUPS = "cognito:groups";

    private final String operatorsGroup;

    PoolUsers(Access.Oidc oidc) {
        this.operatorsGroup = oidc.operatorsGroup();
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcIdToken token = request.getIdToken();
        List<String> groups = token.hasClaim(GROUPS) ? token.getClaimAsStringList(GROUPS) : List.of();
        Role role = groups != null && groups.contains(operatorsGroup) ? Role.OPERATOR : Role.VIEWER;
        // The pool verifies addresses: only then do they name somebody.
        boolean named = token.getEmail() != null && Boolean.TRUE.equals(token.getEmailVerified());
        return new DefaultOidcUser(
                Roles.authorities(role), token, named ? StandardClaimNames.EMAIL : IdTokenClaimNames.SUB);
    }
}
