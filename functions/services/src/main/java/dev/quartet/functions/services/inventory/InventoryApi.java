package dev.quartet.functions.services.inventory;

import dev.quartet.functions.common.Fields;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Problem;
import dev.quartet.functions.common.ProblemException;
import dev.quartet.functions.common.ProxyRequest;
import dev.quartet.functions.common.ProxyResponse;
import dev.quartet.functions.common.Requests;
import dev.quartet.functions.common.Router;
import dev.quartet.functions.services.Line;
import dev.quartet.functions.services.Skus;
import dev.quartet.functions.services.inventory.Reservation.Status;
import java.util.List;
import java.util.regex.Pattern;

/** The routes of docs/api/inventory.yaml. */
final class InventoryApi {
    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final int MAX_ID = 64;
    private static final int MAX_STOCK = 1_000_000_000;

    private final Stocks stocks;
    private final Reservations reservations;
    private final Figures figures;

    InventoryApi(Stocks stocks, Reservations reservations, Figures figures) {
        this.stocks = stocks;
        this.reservations = reservations;
        this.figures = figures;
    }

    Router router() {
        return new Router()
                .add("GET", "/stock/{sku}", this::read)
                .add("PUT", "/stock/{sku}", this::put)
                .add("POST", "/reservations", this::reserve)
                .add("DELETE", "/reservations/{orderId}", this::release);
    }

    private ProxyResponse read(ProxyRequest request) {
        String sku = request.pathParameter("sku");
        if (!Skus.isSku(sku)) {
            throw notFound();
        }
        return ProxyResponse.json(
                200, stocks.find(sku).orElseThrow(InventoryApi::notFound).json());
    }

    private static ProblemException notFound() {
        return Problem.of(404, "Not Found", "There is no stock of such a product.")
                .exception();
    }

    private ProxyResponse put(ProxyRequest request) {
        String sku = request.pathParameter("sku");
        Fields fields = new Fields(Requests.body(request), List.of("available"));
        int available = fields.requiredNumber("available", 0, MAX_STOCK);
        if (!Skus.isSku(sku)) {
            fields.error("sku", "is not 1 to 40 capital letters, digits and hyphens, no hyphen first");
        }
        if (fields.wrong()) {
            throw fields.problem("Invalid Stock", "stock");
        }
        Stocks.Put put = stocks.put(sku, available);
        return ProxyResponse.json(put.created() ? 201 : 200, put.stock().json());
    }

    private ProxyResponse reserve(ProxyRequest request) {
        Fields fields = new Fields(Requests.body(request), List.of("orderId", "lines"));
        String orderId = fields.requiredText("orderId", MAX_ID);
        if (orderId != null && !orderId.isBlank() && !ORDER_ID.matcher(orderId).matches()) {
            fields.error("orderId", "is not 1 to 64 letters, digits and hyphens");
        }
        List<Line> lines = Line.of(fields);
        if (fields.wrong() || orderId == null) {
            throw fields.problem("Invalid Reservation", "reservation");
        }
        Reservation reservation = reservations.reserve(orderId, lines);
        if (reservation.status() == Status.RELEASED) {
            throw refused(reservation).exception();
        }
        if (!reservation.lines().equals(lines)) {
            throw Problem.of(
                            409,
                            "Reserved Otherwise",
                            "Order " + orderId + " has a reservation with other lines; release it first.")
                    .exception();
        }
        figures.count("ReservationsMade");
        return ProxyResponse.json(201, reservation.json());
    }

    private Problem refused(Reservation reservation) {
        if (Reservation.OUT_OF_STOCK.equals(reservation.reason())) {
            figures.count("ReservationsRefused");
            return Problem.of(
                    409,
                    "Out of Stock",
                    "There was too little of what order " + reservation.orderId() + " asks for; nothing is reserved.");
        }
        return Problem.of(409, "Released", "The stock of order " + reservation.orderId() + " was given back for good.");
    }

    private ProxyResponse release(ProxyRequest request) {
        String orderId = request.pathParameter("orderId");
        // What is no order's id never gets a reservation, so there is nothing to give back.
        if (ORDER_ID.matcher(orderId).matches()) {
            reservations.release(orderId);
        }
        return ProxyResponse.noContent();
    }
}
