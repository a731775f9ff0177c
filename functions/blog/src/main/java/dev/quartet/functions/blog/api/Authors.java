package dev.quartet.functions.blog.api;

import dev.quartet.functions.common.Problem;
import dev.quartet.functions.common.ProxyRequest;
import dev.quartet.functions.common.Requests;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Who may write: members of the user pool's group {@code authors}. */
final class Authors {
    private static final String GROUP = "authors";
    /** The first that a token has. No e-mail address: the name is published. */
    private static final List<String> NAMES = List.of("name", "preferred_username", "cognito:username");

    private Authors() {}

    /**
     * The author's name.
     *
     * @throws dev.quartet.functions.common.ProblemException 401 without an ID token, 403 for one of somebody who is no author
     */
    static String required(ProxyRequest request) {
        Requests.user(request);
        Map<String, String> claims = request.claims();
        // API Gateway hands a token's list of groups on as one text.
        String groups = claims.getOrDefault("cognito:groups", "");
        if (!Arrays.asList(groups.split("[\\[\\],\\s]+")).contains(GROUP)) {
            throw Problem.of(403, "Forbidden", "Only members of the group " + GROUP + " may do this.")
                    .exception();
        }
        for (String claim : NAMES) {
            String name = claims.get(claim);
            // A pool that signs in by e-mail makes the user name of the id: that says nothing to readers.
            if (name != null && !name.isBlank() && !name.equals(claims.get("sub"))) {
                return published(name);
            }
        }
        return GROUP;
    }

    /** User names may be e-mail addresses: of those the part before the @. */
    private static String published(String name) {
        int at = name.indexOf('@');
        String text = at > 0 ? name.substring(0, at) : name;
        return text.substring(0, Math.min(text.length(), PostInput.MAX_AUTHOR));
    }
}
