package dev.quartet.e2e.charts;

import dev.quartet.exports.ApiRef;
import dev.quartet.exports.FunctionRef;
import dev.quartet.exports.QueueRef;
import dev.quartet.exports.ServiceExports;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;
import dev.quartet.exports.TableRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The groups of resources that lines are made of, by the stack's exports and AWS's pages of metrics and dimensions. */
public final class Resources {
    /** Where CloudFront reports, wherever a stack is. */
    private static final String EDGE = "us-east-1";

    private static final List<String> PARTS = List.of("functions", "tables", "indexes");

    private final Map<String, List<Resource>> groups = new LinkedHashMap<>();
    private final String region;
    private final String prefix;

    private Resources(StackExports exports) {
        region = exports.region();
        prefix = "quartet-" + exports.stack() + "-";
        groups.put("none", List.of());
        var todo = exports.todo();
        rest("todo.api", todo.api());
        put("todo.dax", "AWS/DAX", "ClusterId", todo.daxClusterName());
        functions("todo", todo.functions(), null);
        table("todo", todo.table());
        var blog = exports.blog();
        edge("blog.edge", blog.distributionId());
        rest("blog.api", blog.api());
        put("blog.dax", "AWS/DAX", "ClusterId", blog.daxClusterName());
        functions("blog", blog.functions(), "Quartet/Blog");
        groups.put("blog.counts", of("blog-thumbnails.counts"));
        table("posts", blog.postsTable());
        table("visitors", blog.visitorsTable());
        groups.put("blog.tables", of("posts.tables", "visitors.tables"));
        groups.put("blog.indexes", of("posts.indexes", "visitors.indexes"));
        groups.put(
                "blog.replicas",
                Stream.of(blog.postsTable(), blog.visitorsTable())
                        .flatMap(table -> blog.replicaRegions().stream()
                                .map(replica -> resource(
                                        "AWS/DynamoDB", Map.of("TableName", table.name(), "ReceivingRegion", replica))))
                        .toList());
        put("blog.queue", "AWS/SQS", "QueueName", blog.thumbnailQueue().name());
        put("blog.dead", "AWS/SQS", "QueueName", blog.thumbnailDeadLetterQueue().name());
        put("blog.mails", "AWS/SES", "ses:configuration-set", blog.welcomeConfigurationSet());
        shop(exports.services());
        var updates = exports.updates();
        edge("updates.edge", updates.distributionId());
        put("updates.balancer", "AWS/ApplicationELB", "LoadBalancer", updates.loadBalancer());
        put("updates.group", "AWS/AutoScaling", "AutoScalingGroupName", updates.autoScalingGroupName());
        put("updates.instances", "AWS/EC2", "AutoScalingGroupName", updates.autoScalingGroupName());
        put("updates.files", "AWS/EFS", "FileSystemId", updates.fileSystemId());
        functions("updates", updates.functions(), "Quartet/Updates");
        groups.put("updates.counts", of("updates-publish.counts"));
        table("updates", updates.locksTable());
        for (var part : PARTS) {
            groups.put(part, of("todo." + part, "blog." + part, "shop." + part, "updates." + part));
        }
        groups.put("dax", of("todo.dax", "blog.dax"));
    }

    /** Returns the groups of a stack that has all four architectures. */
    public static Resources of(StackExports exports) {
        return new Resources(exports);
    }

    /** Returns the resources of the groups, each once. */
    public List<Resource> of(String... names) {
        var all = new LinkedHashSet<Resource>();
        for (var name : names) {
            var version = name.split(" ", -1);
            var group = version.length == 4 ? List.of(version(version)) : groups.get(name);
            if (group == null) {
                throw new IllegalArgumentException("no group " + name + ", only " + groups.keySet());
            }
            all.addAll(group);
        }
        return List.copyOf(all);
    }

    /** One that an alias has beside another. */
    private Resource version(String[] words) {
        return resource(
                "AWS/Lambda", Map.of("FunctionName", words[1], "Resource", words[2], "ExecutedVersion", words[3]));
    }

    private void shop(ServicesExports shop) {
        service("catalog", shop.catalog(), false);
        service("orders", shop.orders(), true);
        service("inventory", shop.inventory(), false);
        service("shipping", shop.shipping(), false);
        service("analytics", shop.analytics(), false);
        functions("imports", shop.imports().functions(), "Quartet/Services");
        table("imports", shop.imports().table());
        for (var none : List.of("imports.api", "imports.http", "imports.balancer")) {
            groups.put(none, List.of());
        }
        var services = List.of("catalog", "orders", "inventory", "shipping", "analytics", "imports");
        var dead = new LinkedHashSet<>(shop.deadLetterQueues());
        dead.add(shop.shippingDeadLetterQueue());
        dead.add(shop.imports().deadLetterQueue());
        for (var service : services) {
            groups.put(service + ".queue", List.of());
            groups.put(
                    service + ".dead",
                    dead.stream()
                            .map(QueueRef::name)
                            .filter(name -> name.startsWith(prefix + service + "-"))
                            .map(name -> resource("AWS/SQS", Map.of("QueueName", name)))
                            .toList());
        }
        put("shipping.queue", "AWS/SQS", "QueueName", shop.shippingQueue().name());
        put("imports.queue", "AWS/SQS", "QueueName", shop.imports().queue().name());
        var topic = shop.orderPlacedTopicArn();
        put("shop.topic", "AWS/SNS", "TopicName", topic.substring(topic.lastIndexOf(':') + 1));
        put("shop.stream", "AWS/Kinesis", "StreamName", shop.eventsStreamName());
        for (var part : PARTS) {
            groups.put(
                    "shop." + part,
                    of(services.stream().map(service -> service + "." + part).toArray(String[]::new)));
        }
    }

    private void service(String name, ServiceExports service, boolean rest) {
        if (rest) {
            rest(name + ".api", service.api());
            groups.put(name + ".http", List.of());
        } else {
            // Unlike REST APIs they report by id.
            groups.put(
                    name + ".api",
                    List.of(resource(
                            "AWS/ApiGateway",
                            Map.of(
                                    "ApiId",
                                    service.api().id(),
                                    "Stage",
                                    service.api().stage()))));
            groups.put(name + ".http", of(name + ".api"));
        }
        functions(name, service.functions(), "Quartet/Services");
        table(name, service.table());
        put(name + ".balancer", "AWS/ApplicationELB", "LoadBalancer", service.loadBalancer());
    }

    private void rest(String group, ApiRef api) {
        groups.put(group, List.of(resource("AWS/ApiGateway", Map.of("ApiName", api.name(), "Stage", api.stage()))));
    }

    private void edge(String group, String id) {
        groups.put(
                group, List.of(new Resource(EDGE, "AWS/CloudFront", Map.of("DistributionId", id, "Region", "Global"))));
    }

    /** All of them, and each by the part of its name that is its own; what it counts itself has a namespace of its own. */
    private void functions(String group, List<FunctionRef> functions, String counts) {
        var all = new ArrayList<Resource>();
        for (var function : functions) {
            var dimensions = Map.of("FunctionName", function.name());
            var own = function.name().substring(prefix.length());
            groups.put(own, List.of(resource("AWS/Lambda", dimensions)));
            all.add(resource("AWS/Lambda", dimensions));
            if (counts != null) {
                groups.put(own + ".counts", List.of(resource(counts, dimensions)));
            }
        }
        groups.put(group + ".functions", List.copyOf(all));
    }

    private void table(String group, TableRef table) {
        put(group + ".tables", "AWS/DynamoDB", "TableName", table == null ? null : table.name());
        groups.put(
                group + ".indexes",
                table == null
                        ? List.of()
                        : table.indexes().stream()
                                .map(index -> resource(
                                        "AWS/DynamoDB",
                                        Map.of("TableName", table.name(), "GlobalSecondaryIndexName", index)))
                                .toList());
    }

    private void put(String group, String namespace, String dimension, String value) {
        groups.put(group, value == null ? List.of() : List.of(resource(namespace, Map.of(dimension, value))));
    }

    private Resource resource(String namespace, Map<String, String> dimensions) {
        return new Resource(region, namespace, dimensions);
    }
}
