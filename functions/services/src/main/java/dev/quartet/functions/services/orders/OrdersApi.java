package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Correlation;
import dev.quartet.functions.common.Logs;
import dev.quartet.functions.common.Problem;
import dev.quartet.functions.common.ProblemException;
import dev.quartet.functions.common.ProxyRequest;
import dev.quartet.functions.common.ProxyResponse;
import dev.quartet.functions.common.Requests;
import dev.quartet.functions.common.Router;
import dev.quartet.functions.services.calls.Deadline;
import dev.quartet.functions.services.calls.UnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The routes of docs/api/orders.yaml. */
final class OrdersApi {
    /** Of all calls that one order needs; the API gives up after 29 s. */
    static final Duration CALLS = Duration.ofSeconds(20);

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final String RETRY_AFTER_SECONDS = "5";

    private final Orders orders;
    private final Placing placing;
    private final Supplier<Deadline> deadline;
    private final Logs logs;

    OrdersApi(Orders orders, Placing placing, Supplier<Deadline> deadline, Logs logs) {
        this.orders = orders;
        this.placing = placing;
        this.deadline = deadline;
        this.logs = logs;
    }

    Router router() {
        return new Router().add("POST", "/orders", this::place).add("GET", "/orders/{id}", this::read);
    }

    private ProxyResponse place(ProxyRequest request) {
        String key = Requests.idempotencyKey(request);
        OrderInput input = OrderInput.of(Requests.body(request));
        OrderRecord order;
        try {
            order = placing.place(input, key, Correlation.of(request), deadline.get());
        } catch (UnavailableException e) {
            throw unavailable(e, key);
        }
        logs.info("order " + order.status(), Map.of("order", order.id()));
        if (order.status() == Status.REJECTED) {
            throw rejected(order);
        }
        return ProxyResponse.json(201, order.json()).with("Location", location(request, order.id()));
    }

    private ProblemException unavailable(UnavailableException e, @Nullable String key) {
        logs.warn("order not placed", Map.of("neighbour", e.neighbour(), "reason", String.valueOf(e.getMessage())));
        return Problem.of(
                        503,
                        "Service Unavailable",
                        "The service " + e.neighbour() + " cannot be had; nothing was ordered. "
                                + (key == null
                                        ? "Try again."
                                        : "Try again, with the same Idempotency-Key within two minutes."))
                .withHeader("Retry-After", RETRY_AFTER_SECONDS)
                .exception();
    }

    private static ProblemException rejected(OrderRecord order) {
        if (order.reason() == Reason.ABANDONED) {
            return Problem.of(
                            409,
                            "Order Abandoned",
                            "Order " + order.id() + " was pending too long and came to nothing; order again, with a new"
                                    + " Idempotency-Key.")
                    .exception();
        }
        return Problem.of(
                        409,
                        "Out of Stock",
                        "There is too little of what order " + order.id() + " asks for; nothing was ordered.")
                .exception();
    }

    private ProxyResponse read(ProxyRequest request) {
        String id = request.pathParameter("id");
        if (!ID.matcher(id).matches()) {
            throw notFound();
        }
        return ProxyResponse.json(
                200, orders.find(id).orElseThrow(OrdersApi::notFound).json());
    }

    private static ProblemException notFound() {
        return Problem.of(404, "Not Found", "There is no such order.").exception();
    }

    /** Where the order is, below wherever the client found the orders: under the stage's path or a domain's root. */
    private static String location(ProxyRequest request, String id) {
        String path = request.path();
        return (path.endsWith("/") ? path : path + "/") + id;
    }
}
