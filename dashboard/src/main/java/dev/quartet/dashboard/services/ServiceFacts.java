package dev.quartet.dashboard.services;

import dev.quartet.dashboard.architecture.PartFacts;
import dev.quartet.exports.ServicesExports;
import dev.quartet.exports.StackExports;

/** What a service consists of. */
final class ServiceFacts {
    private ServiceFacts() {}

    static PartFacts of(StackExports exports, ServicesExports shop, ServiceParts parts) {
        PartFacts facts = new PartFacts(exports);
        FrontDoor door = parts.door();
        if (door != null) {
            facts.url("url", door.url())
                    .part(
                            door.rest() ? "rest" : "http",
                            door.api().name() + " (" + door.api().id() + ")",
                            facts.links().api(door.api().id(), door.rest()))
                    .part("balancer", door.loadBalancer(), null);
        }
        if (parts.service() == Service.IMPORTS) {
            facts.part(
                    "bucket",
                    shop.imports().bucket() + "/" + shop.imports().prefix(),
                    facts.links().bucket(shop.imports().bucket()));
        }
        parts.functions().forEach(facts::function);
        facts.table(parts.table()).queue("queue", parts.queue());
        parts.deadLetters().forEach(queue -> facts.queue("dead", queue));
        if (parts.topic() != null) {
            facts.part("topic", parts.topic(), facts.links().topic(shop.orderPlacedTopicArn()));
        }
        if (parts.stream() != null) {
            facts.part("stream", parts.stream(), facts.links().stream(parts.stream()));
        }
        return facts;
    }
}
