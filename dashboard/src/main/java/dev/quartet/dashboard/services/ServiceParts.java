package dev.quartet.dashboard.services;

import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.ServiceExports;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.TableRef;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one service consists of.
 *
 * @param queue that it works off
 * @param deadLetters queues in which its failures end
 * @param topic name of the topic that it tells its events
 * @param stream that it reads
 */
record ServiceParts(
        Service service,
        @Nullable FrontDoor door,
        List<FunctionRef> functions,
        @Nullable TableRef table,
        @Nullable QueueRef queue,
        List<QueueRef> deadLetters,
        @Nullable String topic,
        @Nullable String stream) {
    ServiceParts {
        functions = List.copyOf(functions);
        deadLetters = List.copyOf(deadLetters);
    }

    /** All services of the shop. */
    static List<ServiceParts> all(ServicesExports shop) {
        return Arrays.stream(Service.values()).map(service -> of(service, shop)).toList();
    }

    static ServiceParts of(Service service, ServicesExports shop) {
        String topic =
                shop.orderPlacedTopicArn().substring(shop.orderPlacedTopicArn().lastIndexOf(':') + 1);
        return switch (service) {
            case CATALOG -> called(service, shop.catalog(), shop, null, null, null);
            case ORDERS -> called(service, shop.orders(), shop, null, topic, null);
            case INVENTORY -> called(service, shop.inventory(), shop, null, null, null);
            case SHIPPING -> called(service, shop.shipping(), shop, shop.shippingQueue(), null, null);
            case ANALYTICS -> called(service, shop.analytics(), shop, null, null, shop.eventsStreamName());
            case IMPORTS ->
                new ServiceParts(
                        service,
                        null,
                        shop.imports().functions(),
                        shop.imports().table(),
                        shop.imports().queue(),
                        deadLetters(service, shop),
                        null,
                        null);
        };
    }

    private static ServiceParts called(
            Service service,
            ServiceExports exports,
            ServicesExports shop,
            @Nullable QueueRef queue,
            @Nullable String topic,
            @Nullable String stream) {
        String url = exports.url() == null ? exports.api().url() : exports.url();
        return new ServiceParts(
                service,
                // Orders alone is a REST API.
                new FrontDoor(exports.api(), url, service == Service.ORDERS, exports.loadBalancer()),
                exports.functions(),
                exports.table(),
                queue,
                deadLetters(service, shop),
                topic,
                stream);
    }

    private static List<QueueRef> deadLetters(Service service, ServicesExports shop) {
        Set<QueueRef> all = new LinkedHashSet<>(shop.deadLetterQueues());
        all.add(shop.shippingDeadLetterQueue());
        all.add(shop.imports().deadLetterQueue());
        return all.stream()
                .filter(queue -> queue.name().contains("-" + service.key() + "-"))
                .toList();
    }

    /** The names by which alarms watch something of it. */
    Set<String> resources() {
        Set<String> names = new LinkedHashSet<>();
        functions.stream().map(FunctionRef::name).forEach(names::add);
        deadLetters.stream().map(QueueRef::name).forEach(names::add);
        if (door != null) {
            names.add(door.dimensions().getFirst());
        }
        Stream.of(
                        Optional.ofNullable(door).map(FrontDoor::loadBalancer),
                        Optional.ofNullable(table).map(TableRef::name),
                        Optional.ofNullable(queue).map(QueueRef::name),
                        Optional.ofNullable(topic),
                        Optional.ofNullable(stream))
                .flatMap(Optional::stream)
                .forEach(names::add);
        return names;
    }

    /** Whether messages are its work, and calls only ask for what came of it. */
    boolean consumes() {
        return queue != null || stream != null;
    }

    /** The function whose name ends so; a name of which nothing is reported where there is none. */
    String function(String suffix) {
        return functions.stream()
                .map(FunctionRef::name)
                .filter(name -> name.endsWith(suffix))
                .findFirst()
                .orElse(suffix);
    }

    /** What is said instead of a function's whole name: the part that differs. */
    String shortName(String function) {
        int at = function.lastIndexOf(service.key() + "-");
        return at < 0 ? function : function.substring(at + service.key().length() + 1);
    }
}
