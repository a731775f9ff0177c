package dev.quartet.infra.cost;

import dev.quartet.exports.prices.BilledQuantities;
import dev.quartet.exports.prices.PriceTable;
import dev.quartet.infra.config.ApiSettings;
import dev.quartet.infra.config.Architecture;
import dev.quartet.infra.config.BlogSettings;
import dev.quartet.infra.config.DashboardSettings;
import dev.quartet.infra.config.DaxSettings;
import dev.quartet.infra.config.ServicesSettings;
import dev.quartet.infra.config.Settings;
import dev.quartet.infra.config.UpdatesSettings;
import dev.quartet.infra.core.Tally;
import dev.quartet.infra.edge.EdgeFirewall;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a stack costs a month while nobody uses it: on-demand tables, functions, pools and buckets cost nothing then.
 *
 * @param source whose the prices are, and of when
 */
public record IdleCost(List<Item> items, String source) {
    /** The load balancer's in two zones, and the NAT gateway's. */
    private static final int DASHBOARD_ADDRESSES = 3;

    /** One thing that is billed by the hour or by its being there; {@code usd} is for a month. */
    public record Item(String name, String key, double usd) {}

    public IdleCost {
        items = List.copyOf(items);
    }

    /** Returns the idle cost of a stack with these settings, and with the alarms of a tally. */
    public static IdleCost of(Settings settings, Tally tally) {
        MonthlyPrices prices = new MonthlyPrices(PriceTable.load(), settings.region());
        List<Item> items = new ArrayList<>();
        DaxSettings dax = settings.dax();
        if (settings.hasDax()) {
            items.add(new Item(
                    "DAX, " + dax.nodes() + " x " + dax.nodeType(),
                    "quartet:dax, daxNodes, daxNodeType",
                    dax.nodes() * prices.hourly(dax.nodeType())));
        }
        ApiSettings api = settings.api();
        if (settings.has(Architecture.TODO) && api.cache()) {
            items.add(new Item(
                    "API Gateway cache, " + api.cacheSizeGb() + " GB",
                    "quartet:apiCache, apiCacheSizeGb",
                    prices.hourly("apigateway.cache." + api.cacheSizeGb())));
        }
        settings.blog().ifPresent(blog -> items.add(edgeMetrics("with the blog", prices)));
        settings.blog()
                .filter(BlogSettings::waf)
                .ifPresent(blog -> items.add(new Item(
                        "WAF, a web ACL with " + EdgeFirewall.RULES + " rules",
                        "quartet:waf",
                        prices.monthlyAtTheEdge("waf.acl")
                                + EdgeFirewall.RULES * prices.monthlyAtTheEdge("waf.rule"))));
        settings.services().ifPresent(services -> items.addAll(services(services, prices)));
        settings.updates().ifPresent(updates -> items.addAll(updates(updates, prices)));
        settings.dashboard().ifPresent(dashboard -> items.addAll(dashboard(dashboard, prices)));
        items.add(new Item(
                "CloudWatch alarms, " + tally.alarms() + " of " + tally.alarmMetrics() + " metrics",
                "always",
                tally.alarmMetrics() * prices.monthly("cloudwatch.alarm")));
        items.add(new Item("CloudWatch dashboard", "always", prices.monthly("cloudwatch.dashboard")));
        return new IdleCost(items, prices.source());
    }

    private static Item edgeMetrics(String key, MonthlyPrices prices) {
        double usd = BilledQuantities.EDGE_METRICS * prices.monthly("cloudwatch.metric");
        return new Item("CloudFront's additional metrics", key, usd);
    }

    private static Item loadBalancer(String whose, String key, MonthlyPrices prices) {
        return new Item("Load balancer of " + whose, key, prices.hourly("alb.hour"));
    }

    private static List<Item> services(ServicesSettings services, MonthlyPrices prices) {
        Item stream = services.streamOnDemand()
                ? new Item("Kinesis, on demand", "quartet:stream", prices.hourly("kinesis.stream"))
                : new Item(
                        "Kinesis, " + services.streamShards() + " shard(s)",
                        "quartet:stream, streamShards",
                        services.streamShards() * prices.hourly("kinesis.shard"));
        return List.of(stream, loadBalancer("inventory", "with the services", prices));
    }

    private static List<Item> updates(UpdatesSettings updates, MonthlyPrices prices) {
        int endpoints = updates.endpoints().size() * updates.endpointZones();
        return List.of(
                new Item(
                        "EC2, " + updates.minInstances() + " x " + updates.instanceType() + " with disk and metrics",
                        "quartet:updatesMinInstances, updatesInstanceType",
                        updates.minInstances() * instance(updates.instanceType(), prices)),
                loadBalancer("updates", "with updates", prices),
                new Item(
                        "Interface endpoints, " + endpoints,
                        "with updates; quartet:ssm, updatesMinInstances",
                        endpoints * prices.hourly("endpoint.hour")),
                edgeMetrics("with updates", prices));
    }

    /** An instance on demand, with its disk and its metrics of each minute. */
    private static double instance(String type, MonthlyPrices prices) {
        return prices.hourly("ec2." + type)
                + BilledQuantities.INSTANCE_DISK_GB * prices.monthly("ebs.gp3")
                + BilledQuantities.INSTANCE_METRICS * prices.monthly("cloudwatch.metric");
    }

    private static List<Item> dashboard(DashboardSettings dashboard, MonthlyPrices prices) {
        String fargate = "fargate." + dashboard.processor();
        double task = 0.5 * prices.hourly(fargate + ".vcpu") + prices.hourly(fargate + ".gb");
        return List.of(
                new Item(
                        "Fargate, " + dashboard.tasks() + " x 0.5 vCPU (" + dashboard.processor() + ") and 1 GB",
                        "quartet:dashboard, dashboardTasks, dashboardProcessor",
                        dashboard.tasks() * task),
                loadBalancer("the dashboard", "quartet:dashboard", prices),
                new Item("NAT gateway of the dashboard", "quartet:dashboard", prices.hourly("nat.hour")),
                new Item(
                        "Public IPv4 addresses, " + DASHBOARD_ADDRESSES,
                        "quartet:dashboard",
                        DASHBOARD_ADDRESSES * prices.hourly("ipv4.hour")));
    }

    /** Returns the sum in US dollars a month. */
    public double total() {
        return items.stream().mapToDouble(Item::usd).sum();
    }

    /** Returns one line an item, then the total. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Item item : items) {
            lines.add(String.format(
                    Locale.ROOT, "idle cost: %8.2f USD a month  %s (%s)", item.usd(), item.name(), item.key()));
        }
        lines.add(String.format(
                Locale.ROOT, "idle cost: %8.2f USD a month  total, before free tiers; %s", total(), source));
        return lines;
    }
}
