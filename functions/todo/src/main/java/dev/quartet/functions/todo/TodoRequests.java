package dev.quartet.functions.todo;

import dev.quartet.functions.common.Ids;
import dev.quartet.functions.common.Problem;
import dev.quartet.functions.common.ProblemException;
import dev.quartet.functions.common.ProxyRequest;
import java.util.regex.Pattern;

/** What to-dos' routes alone read from a request; each throws the problem that its value is. */
final class TodoRequests {
    /** RFC 9111, 5.2.1: a client that takes no stored response without asking. */
    private static final Pattern FRESH = Pattern.compile("(^|[,\\s])(no-cache|no-store|max-age=\"?0+\"?)(?=$|[,\\s])");

    private TodoRequests() {}

    static String id(ProxyRequest request) {
        String id = request.pathParameter("id");
        if (!Ids.isId(id)) {
            throw notFound();
        }
        return id;
    }

    /** The same whether it is nobody's or somebody else's. */
    static ProblemException notFound() {
        return Problem.of(404, "Not Found", "There is no such to-do.").exception();
    }

    static boolean consistent(ProxyRequest request) {
        String cacheControl = request.header("Cache-Control");
        return cacheControl != null && FRESH.matcher(cacheControl).find();
    }
}
