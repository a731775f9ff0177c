package dev.quartet.infra.cost;

import dev.quartet.infra.config.ApiSettings;
import dev.quartet.infra.config.Architecture;
import dev.quartet.infra.config.BlogSettings;
import dev.quartet.infra.config.DashboardSettings;
import dev.quartet.infra.config.DaxSettings;
import dev.quartet.infra.config.ServicesSettings;
import dev.quartet.infra.config.Settings;
import dev.quartet.infra.config.UpdatesSettings;
import dev.quartet.infra.core.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a stack costs a month while nobody uses it: on-demand tables, functions, pools and buckets cost nothing then. */
public record IdleCost(List<Item> items) {
    /** The load balancer's in two zones, and the NAT gateway's. */
    private static final int DASHBOARD_ADDRESSES = 3;

    /** One thing that is billed by the hour or by its being there; {@code usd} is for a month. */
    public record Item(String name, String key, double usd) {}

    public IdleCost {
        items = List.copyOf(items);
    }

    /** Returns the idle cost of a stack with these settings, and with the alarms of a tally. */
    public static IdleCost of(Settings settings, Tally tally) {
        List<Item> items = new ArrayList<>();
        DaxSettings dax = settings.dax();
        if (settings.hasDax()) {
            items.add(new Item(
                    "DAX, " + dax.nodes() + " x " + dax.nodeType(),
                    "quartet:dax, daxNodes, daxNodeType",
                    dax.nodes() * ListPrices.daxNode(dax.nodeType())));
        }
        ApiSettings api = settings.api();
        if (settings.has(Architecture.TODO) && api.cache()) {
            items.add(new Item(
                    "API Gateway cache, " + api.cacheSizeGb() + " GB",
                    "quartet:apiCache, apiCacheSizeGb",
                    ListPrices.apiCache(api.cacheSizeGb())));
        }
        settings.blog()
                .ifPresent(blog -> items.add(
                        new Item("CloudFront's additional metrics", "with the blog", ListPrices.EDGE_METRICS)));
        settings.blog()
                .filter(BlogSettings::waf)
                .ifPresent(blog -> items.add(new Item(
                        "WAF, a web ACL with " + ListPrices.WAF_RULES + " rules", "quartet:waf", ListPrices.WAF)));
        settings.services().ifPresent(services -> items.addAll(services(services)));
        settings.updates().ifPresent(updates -> items.addAll(updates(updates)));
        settings.dashboard().ifPresent(dashboard -> items.addAll(dashboard(dashboard)));
        items.add(new Item(
                "CloudWatch alarms, " + tally.alarms() + " of " + tally.alarmMetrics() + " metrics",
                "always",
                tally.alarmMetrics() * ListPrices.ALARM_METRIC));
        items.add(new Item("CloudWatch dashboard", "always", ListPrices.DASHBOARD));
        return new IdleCost(items);
    }

    private static List<Item> services(ServicesSettings services) {
        Item stream = services.streamOnDemand()
                ? new Item("Kinesis, on demand", "quartet:stream", ListPrices.STREAM_ON_DEMAND)
                : new Item(
                        "Kinesis, " + services.streamShards() + " shard(s)",
                        "quartet:stream, streamShards",
                        services.streamShards() * ListPrices.SHARD);
        return List.of(stream, new Item("Load balancer of inventory", "with the services", ListPrices.LOAD_BALANCER));
    }

    private static List<Item> updates(UpdatesSettings updates) {
        int endpoints = updates.endpoints().size() * updates.endpointZones();
        return List.of(
                new Item(
                        "EC2, " + updates.minInstances() + " x " + updates.instanceType() + " with disk and metrics",
                        "quartet:updatesMinInstances, updatesInstanceType",
                        updates.minInstances() * ListPrices.instance(updates.instanceType())),
                new Item("Load balancer of updates", "with updates", ListPrices.LOAD_BALANCER),
                new Item(
                        "Interface endpoints, " + endpoints,
                        "with updates; quartet:ssm, updatesMinInstances",
                        endpoints * ListPrices.INTERFACE_ENDPOINT),
                new Item("CloudFront's additional metrics", "with updates", ListPrices.EDGE_METRICS));
    }

    private static List<Item> dashboard(DashboardSettings dashboard) {
        return List.of(
                new Item(
                        "Fargate, " + dashboard.tasks() + " x 0.5 vCPU (" + dashboard.processor() + ") and 1 GB",
                        "quartet:dashboard, dashboardTasks, dashboardProcessor",
                        dashboard.tasks() * ListPrices.dashboardTask(dashboard.processor())),
                new Item("Load balancer of the dashboard", "quartet:dashboard", ListPrices.LOAD_BALANCER),
                new Item("NAT gateway of the dashboard", "quartet:dashboard", ListPrices.NAT),
                new Item(
                        "Public IPv4 addresses, " + DASHBOARD_ADDRESSES,
                        "quartet:dashboard",
                        DASHBOARD_ADDRESSES * ListPrices.PUBLIC_ADDRESS));
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
                Locale.ROOT, "idle cost: %8.2f USD a month  total, before free tiers; %s", total(), ListPrices.SOURCE));
        return lines;
    }
}
