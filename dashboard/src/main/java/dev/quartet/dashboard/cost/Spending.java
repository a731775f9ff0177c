package dev.quartet.dashboard.cost;

import dev.quartet.dashboard.cost.Term.Ground;
import dev.quartet.dashboard.cost.Term.Stated;
import dev.quartet.exports.BlogExports;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.ServiceExports;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TableRef;
import dev.quartet.exports.TodoExports;
import dev.quartet.exports.UpdatesExports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a stack's parts cost in a span, line by line. */
final class Spending {
    /** Metrics that functions count themselves in Quartet's own namespaces, and the six of the welcome mails' events. */
    private static final Map<String, Integer> OWN_METRICS = Map.of("blog", 10, "services", 13, "updates", 4);

    private final StackExports exports;
    private final Meter meter;
    private final Sizes sizes;
    private final Map<String, Integer> alarmMetrics;

    /**
     * @param alarmMetrics how many metrics the alarms of each part watch; empty while that is not known
     */
    Spending(StackExports exports, Meter meter, Sizes sizes, Map<String, Integer> alarmMetrics) {
        this.exports = exports;
        this.meter = meter;
        this.sizes = sizes;
        this.alarmMetrics = alarmMetrics;
    }

    List<CostLine> lines() {
        List<CostLine> lines = new ArrayList<>();
        if (exports.todo() != null) {
            lines.addAll(todo(exports.todo()));
        }
        if (exports.blog() != null) {
            lines.addAll(blog(exports.blog()));
        }
        if (exports.services() != null) {
            lines.addAll(services(exports.services()));
        }
        if (exports.updates() != null) {
            lines.addAll(updates(exports.updates()));
        }
        lines.addAll(shared());
        return lines;
    }

    private List<CostLine> todo(TodoExports todo) {
        Tariff tariff = tariff("todo");
        tariff.functions(todo.functions()).rest(todo.api().name()).tables(List.of(todo.table()));
        String cache = sizes.apiCache();
        if (cache != null) {
            tariff.hours("apiCache", Meter.fixed("caches", 1), cache);
        }
        return tariff.lines();
    }

    private List<CostLine> blog(BlogExports blog) {
        return tariff("blog")
                .functions(blog.functions())
                .rest(blog.api().name())
                .tables(List.of(blog.postsTable(), blog.visitorsTable()))
                .distribution(blog.distributionId())
                .misses(blog.distributionId())
                .queues(List.of(blog.thumbnailQueue().name()))
                .mails(blog.welcomeConfigurationSet())
                .lines();
    }

    private List<CostLine> services(ServicesExports shop) {
        List<ServiceExports> all = microservices(shop).toList();
        List<FunctionRef> functions = Stream.concat(
                        all.stream().flatMap(service -> service.functions().stream()),
                        shop.imports().functions().stream())
                .toList();
        TableRef imports = shop.imports().table();
        List<TableRef> tables = Stream.concat(all.stream().map(ServiceExports::table), Stream.ofNullable(imports))
                .toList();
        Tariff tariff = tariff("services")
                .functions(functions)
                .rest(shop.orders().api().name())
                // Orders alone is a REST API.
                .http(all.stream()
                        .filter(service -> !service.equals(shop.orders()))
                        .map(service -> service.api().id())
                        .toList())
                .tables(tables)
                .queues(queues(shop))
                .topic(topic(shop))
                .stream(shop.eventsStreamName());
        String balancer = shop.inventory().loadBalancer();
        return balancer == null
                ? tariff.lines()
                : tariff.balancer(balancer, true).lines();
    }

    static Stream<ServiceExports> microservices(ServicesExports shop) {
        return Stream.of(shop.catalog(), shop.orders(), shop.inventory(), shop.shipping(), shop.analytics());
    }

    static List<String> queues(ServicesExports shop) {
        return Stream.of(shop.shippingQueue(), shop.imports().queue())
                .map(QueueRef::name)
                .toList();
    }

    static String topic(ServicesExports shop) {
        String arn = shop.orderPlacedTopicArn();
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    private List<CostLine> updates(UpdatesExports updates) {
        Tariff tariff = tariff("updates")
                .functions(updates.functions())
                .distribution(updates.distributionId())
                .balancer(updates.loadBalancer(), false)
                .instances(updates.autoScalingGroupName())
                .hours("endpoints", sizes.endpoints(), "endpoint.hour");
        return updates.locksTable() == null
                ? tariff.lines()
                : tariff.tables(List.of(updates.locksTable())).lines();
    }

    private List<CostLine> shared() {
        Tariff tariff = tariff(CostLine.SHARED);
        boolean todo = exports.todo() != null && exports.todo().daxClusterName() != null;
        boolean blog = exports.blog() != null && exports.blog().daxClusterName() != null;
        if (todo || blog) {
            tariff.hours("daxNodes", sizes.daxNodes(), sizes.daxNodeType());
        }
        return tariff.months("dashboards", Meter.fixed("dashboards", 1), "cloudwatch.dashboard")
                .lines();
    }

    private Tariff tariff(String part) {
        Tariff tariff = new Tariff(part, meter, sizes);
        Integer watched = alarmMetrics.get(part);
        if (watched != null) {
            tariff.months("alarms", new Stated("alarmMetrics", watched, Ground.COUNTED), "cloudwatch.alarm");
        }
        Integer own = OWN_METRICS.get(part);
        return own == null ? tariff : tariff.months("ownMetrics", Meter.fixed("ownMetrics", own), "cloudwatch.metric");
    }
}
