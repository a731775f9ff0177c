package dev.quartet.functions.services.orders;

import dev.quartet.functions.data.Echo;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.data.Priming;
import dev.quartet.functions.services.calls.Wire;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Places an order with nobody before a snapshot is taken, so that it holds what a first one needs: see {@link Priming}. */
final class OrdersPriming {
    static final String ID = "00000000000000000000000000000000";
    static final String ITEM = """
            {"pk":{"S":"ORDER#00000000000000000000000000000000"},"status":{"S":"CONFIRMED"},"version":{"N":"2"},"customer":{"S":"Primed"},\
            "lines":{"L":[{"M":{"sku":{"S":"PRIMED"},"quantity":{"N":"1"},"unitPrice":{"M":{"amount":{"S":"1.00"},"currency":{"S":"EUR"}}}}}]},\
            "total":{"M":{"amount":{"S":"1.00"},"currency":{"S":"EUR"}}},"correlationId":{"S":"primed"},\
            "createdAt":{"S":"2026-01-01T00:00:00.000Z"},"decidedAt":{"S":"2026-01-01T00:00:00.000Z"}}""";
    private static final String PRODUCT = "{\"sku\":\"PRIMED\",\"price\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}";
    private static final String ORDER = "{\"customer\":\"Primed\",\"lines\":[{\"sku\":\"PRIMED\",\"quantity\":1}]}";

    private OrdersPriming() {}

    static void run(Platform like, PrintStream out) {
        OrdersHandler handler = new OrdersHandler(Priming.platform(like, ITEM, out), neighbours());
        new Priming(handler, Map.of("id", ID), Map.of())
                .request("GET", "/orders/{id}", null)
                .request("POST", "/orders", ORDER);
    }

    /** A catalogue and an inventory that nothing is sent to. */
    static Wire neighbours() {
        SdkHttpClient catalog = echo(200);
        SdkHttpClient inventory = echo(201);
        return new Wire(
                () -> new SdkHttpClient() {
                    @Override
                    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                        boolean read = request.httpRequest().method() == SdkHttpMethod.GET;
                        return (read ? catalog : inventory).prepareRequest(request);
                    }

                    @Override
                    public void close() {
                        // There is nothing open.
                    }
                },
                StaticCredentialsProvider.create(AwsBasicCredentials.create("none", "none")));
    }

    private static SdkHttpClient echo(int status) {
        return new Echo(status, PRODUCT.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "application/json"));
    }
}
