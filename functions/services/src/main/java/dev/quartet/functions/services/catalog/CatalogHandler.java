package dev.quartet.functions.services.catalog;

import dev.quartet.functions.common.Router;
import dev.quartet.functions.data.ApiHandler;
import dev.quartet.functions.data.Parts;
import dev.quartet.functions.data.Platform;
import dev.quartet.functions.data.Priming;
import java.util.Map;
import org.crac.Core;

/**
 * The catalogue's function, behind an HTTP API: {@code dev.quartet.functions.services.catalog.CatalogHandler::handleRequest}.
 *
 * <p>Environment: CATALOG_TABLE.
 */
public final class CatalogHandler extends ApiHandler {
    static final String PRIMED = """
            {"sku":{"S":"PRIMED"},"name":{"S":"Primed"},"amount":{"S":"1.00"},"currency":{"S":"EUR"}}""";

    public CatalogHandler() {
        this(Platform.lambda());
        Core.getGlobalContext().register(this);
    }

    /** What is not said to be cacheable is stored nowhere. */
    public CatalogHandler(Platform platform) {
        super(
                platform,
                "Quartet/Services",
                Map.of("Cache-Control", "no-store"),
                CatalogHandler::router,
                platform.clock());
    }

    private static Router router(Parts parts) {
        return new CatalogApi(
                        new Products(parts.store(), parts.platform().env().required("CATALOG_TABLE")), parts.figures())
                .router();
    }

    @Override
    protected void prime(Platform likeThis) {
        primeOn(Priming.platform(likeThis, PRIMED));
    }

    static void primeOn(Platform platform) {
        new Priming(new CatalogHandler(platform), Map.of("sku", "PRIMED"), Map.of())
                .httpRequest("GET", "/products", null)
                .httpRequest("GET", "/products/{sku}", null)
                .httpRequest(
                        "PUT",
                        "/products/{sku}",
                        "{\"name\":\"Primed\",\"price\":{\"amount\":\"1.00\",\"currency\":\"EUR\"}}");
    }
}
