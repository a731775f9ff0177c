package dev.quartet.dashboard.access;

import dev.quartet.dashboard.config.Role;
import java.util.Arrays;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Roles as Spring Security's authorities. An operator is a viewer, too. */
final class Roles {
    private Roles() {}

    static List<GrantedAuthority> authorities(Role role) {
        return Arrays.stream(Role.values())
                .filter(other -> other.compareTo(role) <= 0)
                .<GrantedAuthority>map(other -> new SimpleGrantedAuthority(authority(other)))
                .toList();
    }

    static Role of(Authentication who) {
        return who.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch(authority(Role.OPERATOR)::equals)
                ? Role.OPERATOR
                : Role.VIEWER;
    }

    private static String authority(Role role) {
        return "ROLE_" + role;
    }
}
