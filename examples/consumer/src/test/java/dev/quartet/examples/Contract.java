package dev.quartet.examples;

import dev.quartet.exports.ApiRef;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.ImportsExports;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.ServiceExports;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TableRef;
import java.util.List;

/** The exports of a stack that has the services alone. */
public final class Contract {
    private static final String REGION = "ap-northeast-1";

    private Contract() {}

    public static StackExports stack() {
        return stack("https://catalog.execute-api." + REGION + ".amazonaws.com");
    }

    /** Returns a stack whose catalogue answers at {@code catalogUrl}. */
    public static StackExports stack(String catalogUrl) {
        return new StackExports(1, "dev", REGION, "123456789012", null, null, null, services(catalogUrl), null, null);
    }

    public static ServicesExports services() {
        return java.util.Objects.requireNonNull(stack().services());
    }

    private static ServicesExports services(String catalogUrl) {
        return new ServicesExports(
                service("catalog", catalogUrl),
                service("orders", "https://orders.execute-api." + REGION + ".amazonaws.com/v1"),
                service("inventory", "https://inventory.execute-api." + REGION + ".amazonaws.com"),
                service("shipping", "https://shipping.execute-api." + REGION + ".amazonaws.com"),
                service("analytics", "https://analytics.execute-api." + REGION + ".amazonaws.com"),
                new ImportsExports("imports", "incoming/", null, queue("imports"), queue("imports-dead"), List.of()),
                "arn:aws:sns:" + REGION + ":123456789012:quartet-dev-order-events",
                queue("shipping"),
                queue("shipping-dead"),
                "quartet-dev-events",
                "failed",
                List.of());
    }

    private static ServiceExports service(String name, String url) {
        return new ServiceExports(
                new ApiRef(url, name, "quartet-dev-" + name, "$default"),
                null,
                new TableRef("quartet-dev-" + name, List.of(), null),
                null,
                null,
                List.of(new FunctionRef("quartet-dev-" + name + "-api", "live")));
    }

    private static QueueRef queue(String name) {
        return new QueueRef(
                name,
                "https://sqs." + REGION + ".amazonaws.com/123456789012/" + name,
                "arn:aws:sqs:" + REGION + ":123456789012:" + name);
    }
}
