package dev.quartet.local.cognito;

import java.net.URI;

/** The sign-in page's HTML, without a script. */
final class LoginPage {
    private static final String STYLE = """
            :root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
            body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:1rem;box-sizing:border-box;
            background:light-dark(#f4f6f9,#12181f);color:light-dark(#17202c,#e8edf4)}
            main{width:min(22rem,100%);box-sizing:border-box;padding:2rem;border-radius:14px;
            background:light-dark(#fff,#1a222d);border:1px solid light-dark(#d9dfe8,#323d4d)}
            h1{font-size:1.3rem;margin:0 0 .25rem;font-weight:650}
            p{margin:0 0 1.25rem;color:light-dark(#56637a,#9aa8bd);font-size:.9rem}
            label{display:block;font-size:.9rem;font-weight:600;margin-bottom:.3rem}
            input{width:100%;box-sizing:border-box;font:inherit;padding:.6rem .7rem;margin-bottom:1rem;border-radius:8px;
            border:1px solid light-dark(#8a97aa,#5b6a80);background:transparent;color:inherit}
            button{width:100%;font:inherit;font-weight:600;padding:.65rem;border:0;border-radius:8px;cursor:pointer;
            background:light-dark(#2463c4,#6ea4f5);color:light-dark(#fff,#10161f)}
            input:focus-visible,button:focus-visible{outline:2px solid light-dark(#2463c4,#6ea4f5);outline-offset:2px}
            .error{color:light-dark(#c4262e,#ff7b7b);font-weight:600}
            """;

    private LoginPage() {}

    /** Asks for name and password; {@code query} is the request's own, still encoded. */
    static String form(UserPool pool, String query, String csrf, String error) {
        return page("""
                <h1>Sign in</h1>
                <p>User pool %s of the local cloud</p>
                %s
                <form method="post" action="/login?%s">
                <input type="hidden" name="_csrf" value="%s">
                <label for="username">E-mail address</label>
                <input id="username" name="username" autocomplete="username" required autofocus>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" required>
                <button type="submit">Sign in</button>
                </form>
                """.formatted(
                        text(pool.id()),
                        error.isEmpty() ? "" : "<p class=\"error\" role=\"alert\">" + text(error) + "</p>",
                        text(query),
                        text(csrf)));
    }

    static String problem(String message) {
        return page("<h1>That does not work</h1><p>" + text(message) + "</p>");
    }

    /** The policy of a page whose form is sent on to {@code redirectUri}: browsers hold redirects to form-action, too. */
    static String policy(String redirectUri) {
        var uri = URI.create(redirectUri);
        return "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
                + uri.getScheme() + "://" + uri.getAuthority();
    }

    private static String page(String content) {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sign in</title>"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><style>" + STYLE
                + "</style></head><body><main>" + content + "</main></body></html>";
    }

    private static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
