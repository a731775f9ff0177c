package dev.quartet.local.cognito;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What an access token's <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html">scopes</a> let its
 * bearer know of a user. Immutable.
 */
record OAuthScopes(Set<String> names) {
    private static final String OPEN_ID = "openid";
    private static final String PROFILE = "profile";
    private static final String EMAIL = "email";
    private static final String PHONE = "phone";
    private static final Set<String> OF_EMAIL = Set.of("email", "email_verified");
    private static final Set<String> OF_PHONE = Set.of("phone_number", "phone_number_verified");

    OAuthScopes {
        names = Set.copyOf(names);
    }

    static OAuthScopes of(String text) {
        return new OAuthScopes(Set.copyOf(Arrays.asList(text.strip().split(" +"))));
    }

    static OAuthScopes of(Collection<String> names) {
        return new OAuthScopes(Set.copyOf(names));
    }

    /** Whether an ID token is issued, and userInfo answers. */
    boolean openId() {
        return names.contains(OPEN_ID);
    }

    /** Whether what may be asked for with openid alone is asked for with it. */
    boolean complete() {
        return openId() || !narrowed();
    }

    /** Whether userInfo tells the attribute {@code name}: all of them where openid is the only such scope. */
    boolean tells(String name) {
        if (!narrowed() || name.equals("sub")) {
            return openId();
        }
        if (OF_EMAIL.contains(name)) {
            return names.contains(EMAIL);
        }
        if (OF_PHONE.contains(name)) {
            return names.contains(PHONE);
        }
        return names.contains(PROFILE);
    }

    private boolean narrowed() {
        return List.of(PROFILE, EMAIL, PHONE).stream().anyMatch(names::contains);
    }
}
