package dev.quartet.infra.operations;

import dev.quartet.exports.QueueRef;
import dev.quartet.exports.ServiceExports;
import dev.quartet.exports.ServicesExports;
import java.util.List;

/** The services' charts on the overview. */
final class ServicesWidgets {
    /** Where the orders' functions stand in the exports. */
    private static final int API = 0;

    private static final int SWEEPER = 2;

    private ServicesWidgets() {}

    static List<Widget> of(ServicesExports services) {
        Widget requests = new Widget("Services: requests", "Sum");
        Widget latency = new Widget("Services: latency p99", "p99");
        for (ServiceExports service :
                List.of(services.catalog(), services.inventory(), services.shipping(), services.analytics())) {
            requests = requests.metric(http(service, "Count"));
            latency = latency.metric(http(service, "Latency"));
        }
        Widget failures = new Widget("Services: dead letters", "Maximum");
        for (QueueRef queue : services.deadLetterQueues()) {
            failures = failures.metric(queue(queue, "ApproximateNumberOfMessagesVisible"));
        }
        return List.of(
                requests.metric(rest(services.orders(), "Count")),
                latency.metric(rest(services.orders(), "Latency")),
                new Widget("Services: orders, by outcome", "Sum")
                        .metric(orders(services, API, "OrdersConfirmed"))
                        .metric(orders(services, API, "OrdersRejected"))
                        .metric(orders(services, SWEEPER, "OrdersAbandoned")),
                new Widget("Services: age of events and messages", "Maximum")
                        .metric(
                                "AWS/Kinesis",
                                "GetRecords.IteratorAgeMilliseconds",
                                "StreamName",
                                services.eventsStreamName())
                        .metric(queue(services.shippingQueue(), "ApproximateAgeOfOldestMessage"))
                        .metric(queue(services.imports().queue(), "ApproximateAgeOfOldestMessage")),
                failures);
    }

    private static String[] orders(ServicesExports services, int function, String metric) {
        String name = services.orders().functions().get(function).name();
        return new String[] {"Quartet/Services", metric, "FunctionName", name};
    }

    private static String[] http(ServiceExports service, String metric) {
        return new String[] {
            "AWS/ApiGateway",
            metric,
            "ApiId",
            service.api().id(),
            "Stage",
            service.api().stage()
        };
    }

    private static String[] rest(ServiceExports service, String metric) {
        return new String[] {
            "AWS/ApiGateway",
            metric,
            "ApiName",
            service.api().name(),
            "Stage",
            service.api().stage()
        };
    }

    private static String[] queue(QueueRef queue, String metric) {
        return new String[] {"AWS/SQS", metric, "QueueName", queue.name()};
    }
}
