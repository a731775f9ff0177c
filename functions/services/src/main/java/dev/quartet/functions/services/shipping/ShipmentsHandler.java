package dev.quartet.functions.services.shipping;

import dev.quartet.functions.common.Problem;
import dev.quartet.functions.common.ProxyRequest;
import dev.quartet.functions.common.ProxyResponse;
import dev.quartet.functions.common.Router;
import dev.quartet.functions.data.ApiHandler;
import dev.quartet.functions.data.Attributes;
import dev.quartet.functions.data.Parts;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.data.Priming;
import dev.quartet.functions.data.Store;
import java.util.Map;
import java.util.regex.Pattern;
import org.crac.Core;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Answers which shipment an order has: {@code dev.quartet.functions.services.shipping.ShipmentsHandler::handleRequest}, for an HTTP API.
 * Environment: SHIPPING_TABLE. Needs {@code dynamodb:GetItem} on the table.
 */
public final class ShipmentsHandler extends ApiHandler {
    private static final Pattern ORDER_ID = Pattern.compile("[0-9a-f]{32}");
    private static final String PRIMED = """
            {"orderId":{"S":"00000000000000000000000000000000"},"eventId":{"S":"primed"},"status":{"S":"CREATED"},\
            "customer":{"S":"primed"},"lines":{"L":[{"M":{"sku":{"S":"PRIMED"},"quantity":{"N":"1"}}}]},\
            "createdAt":{"S":"2026-01-01T00:00:00Z"},"correlationId":{"S":"primed"}}""";

    public ShipmentsHandler() {
        this(Platform.lambda());
        Core.getGlobalContext().register(this);
    }

    ShipmentsHandler(Platform platform) {
        super(
                platform,
                "Quartet/Services",
                Map.of("Cache-Control", "no-store"),
                ShipmentsHandler::router,
                platform.clock());
    }

    private static Router router(Parts parts) {
        String table = parts.platform().env().required("SHIPPING_TABLE");
        return new Router().add("GET", "/shipments/{orderId}", request -> shipment(parts.store(), table, request));
    }

    private static ProxyResponse shipment(Store store, String table, ProxyRequest request) {
        String orderId = request.pathParameter("orderId");
        if (!ORDER_ID.matcher(orderId).matches()) {
            throw none();
        }
        // Consistently: whoever asks may have seen the order's event a moment ago.
        Map<String, AttributeValue> item = store.table(client -> client.getItem(get -> get.tableName(table)
                        .key(Map.of("orderId", Attributes.text(orderId)))
                        .consistentRead(true)))
                .item();
        if (item.isEmpty()) {
            throw none();
        }
        return ProxyResponse.json(200, Shipment.of(item).json());
    }

    private static RuntimeException none() {
        return Problem.of(404, "Not Found", "There is no shipment of this order, or none yet.")
                .exception();
    }

    @Override
    protected void prime(Platform likeThis) {
        primeOn(Priming.platform(likeThis, PRIMED));
    }

    static void primeOn(Platform platform) {
        new Priming(new ShipmentsHandler(platform), Map.of("orderId", "0".repeat(32)), Map.of())
                .httpRequest("GET", "/shipments/{orderId}", null);
    }
}
