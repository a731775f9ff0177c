package dev.quartet.infra.cost;

import dev.quartet.infra.config.ApiSettings;
import dev.quartet.infra.config.Architecture;
import dev.quartet.infra.config.BlogSettings;
import dev.quartet.infra.config.DaxSettings;
import dev.quartet.infra.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a stack costs a month while nobody uses it: on-demand tables, functions, pools and buckets cost nothing then. */
public record IdleCost(List<Item> items) {
    /** One thing that is billed by the hour or by its being there; {@code usd} is for a month. */
    public record Item(String name, String key, double usd) {}

    private static final int TODO_ALARMS = 7;
    private static final int BLOG_ALARMS = 35;
    private static final int REPLICA_ALARMS = 5;

    public IdleCost {
        items = List.copyOf(items);
    }

    /** Returns the idle cost of a stack with these settings. */
    public static IdleCost of(Settings settings) {
        List<Item> items = new ArrayList<>();
        DaxSettings dax = settings.dax();
        if (dax.enabled()) {
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
        int alarms = alarms(settings);
        items.add(new Item("CloudWatch alarms, " + alarms, "always", alarms * ListPrices.ALARM));
        items.add(new Item("CloudWatch dashboard", "always", ListPrices.DASHBOARD));
        return new IdleCost(items);
    }

    private static int alarms(Settings settings) {
        int dax = settings.dax().enabled() ? 3 : 0;
        int todo = settings.has(Architecture.TODO) ? TODO_ALARMS : 0;
        int blog = settings.blog()
                .map(known -> BLOG_ALARMS + known.replicaRegions().size() * REPLICA_ALARMS)
                .orElse(0);
        return dax + todo + blog;
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
