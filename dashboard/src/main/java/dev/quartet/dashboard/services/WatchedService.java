package dev.quartet.dashboard.services;

import dev.quartet.dashboard.alarm.Alarm;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The service of the shop that an alarm watches something of.
 *
 * @param key of its page's address, {@code services/KEY}, and of its name's text, {@code services.node.KEY}
 */
public record WatchedService(String key, List<FunctionRef> functions) {
    public WatchedService {
        functions = List.copyOf(functions);
    }

    /** Of an alarm; empty where it watches nothing that one service has. */
    public static Optional<WatchedService> of(Alarm alarm, StackExports exports) {
        ServicesExports shop = exports.services();
        return shop == null
                ? Optional.empty()
                : ServiceParts.all(shop).stream()
                        .filter(parts -> !Collections.disjoint(parts.resources(), alarm.resources()))
                        .map(parts -> new WatchedService(parts.service().key(), parts.functions()))
                        .findFirst();
    }
}
