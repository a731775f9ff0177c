package dev.quartet.functions.services.catalog;

import dev.quartet.functions.common.Cursor;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Problem;
import dev.quartet.functions.common.ProblemException;
import dev.quartet.functions.common.ProxyRequest;
import dev.quartet.functions.common.ProxyResponse;
import dev.quartet.functions.common.Requests;
import dev.quartet.functions.common.Router;
import dev.quartet.functions.services.Skus;
import java.util.LinkedHashMap;
import java.util.Map;

/** The routes of docs/api/catalog.yaml. */
final class CatalogApi {
    private static final String LIST = "products";

    private final Products products;
    private final Figures figures;

    CatalogApi(Products products, Figures figures) {
        this.products = products;
        this.figures = figures;
    }

    Router router() {
        return new Router()
                .add("GET", "/products", this::list)
                .add("GET", "/products/{sku}", this::read)
                .add("PUT", "/products/{sku}", this::put);
    }

    private ProxyResponse list(ProxyRequest request) {
        Products.Page page = products.list(Requests.limit(request), Requests.cursor(request, LIST));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("items", page.items().stream().map(Product::json).toList());
        if (page.lastSku() != null) {
            body.put("nextCursor", Cursor.of(LIST, page.lastSku()));
        }
        return ProxyResponse.json(200, body);
    }

    private ProxyResponse read(ProxyRequest request) {
        String sku = request.pathParameter("sku");
        if (!Skus.isSku(sku)) {
            throw notFound();
        }
        return ProxyResponse.json(
                200, products.find(sku).orElseThrow(CatalogApi::notFound).json());
    }

    private static ProblemException notFound() {
        return Problem.of(404, "Not Found", "There is no such product.").exception();
    }

    private ProxyResponse put(ProxyRequest request) {
        String sku = request.pathParameter("sku");
        if (!Skus.isSku(sku)) {
            throw Problem.of(
                            400,
                            "Invalid SKU",
                            "The SKU in the path is not 1 to 40 capital letters, digits and hyphens, no hyphen first.")
                    .exception();
        }
        Product product = Product.of(sku, Requests.body(request));
        boolean created = products.put(product);
        figures.count("ProductsPut");
        return ProxyResponse.json(created ? 201 : 200, product.json());
    }
}
