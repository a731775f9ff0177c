package dev.quartet.local.traffic;

import java.util.List;

/**
 * What the shop's services say of its orders, each from its own table.
 *
 * @param confirmed orders
 * @param rejected orders
 * @param pending orders that are not decided, or whose stock is not given back yet
 * @param units pieces of the confirmed orders
 * @param shipments of the shipping service
 * @param reserved pieces that the inventory has given to orders
 * @param countedOrders by analytics
 * @param countedRejected by analytics
 * @param countedUnits by analytics
 */
public record ShopFigures(
        long confirmed,
        long rejected,
        long pending,
        long units,
        long shipments,
        long reserved,
        long countedOrders,
        long countedRejected,
        long countedUnits) {
    /** Returns whether they all say the same. */
    public boolean consistent() {
        return pending == 0
                && confirmed == shipments
                && confirmed == countedOrders
                && rejected == countedRejected
                && units == reserved
                && units == countedUnits;
    }

    /** Returns them for a terminal. */
    public List<String> lines() {
        return List.of(
                "the shop's figures %s".formatted(consistent() ? "agree" : "DO NOT AGREE"),
                "  orders   confirmed %d = shipments %d = analytics %d".formatted(confirmed, shipments, countedOrders),
                "  pieces   ordered %d = stock moved %d = analytics %d".formatted(units, reserved, countedUnits),
                "  rejected orders %d = analytics %d; pending %d".formatted(rejected, countedRejected, pending));
    }
}
