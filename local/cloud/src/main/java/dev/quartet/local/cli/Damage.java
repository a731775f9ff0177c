package dev.quartet.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What is broken on demand in a running local cloud, as its management pages tell it. */
record Damage(JsonNode functions, JsonNode consumers, JsonNode instances, JsonNode ses) {
    static final String FUNCTIONS = "lambda";
    static final String CONSUMERS = "consumers";
    static final String INSTANCES = "ec2";
    static final String SES = "ses";

    static Damage read(CloudClient client) throws InterruptedException {
        return new Damage(
                client.management(FUNCTIONS),
                client.management(CONSUMERS),
                client.management(INSTANCES),
                client.management(SES));
    }

    /** Ends all of it. */
    void mend(CloudClient client) throws InterruptedException {
        for (var harmed : functions.path("functions").values()) {
            client.manage(
                    FUNCTIONS,
                    CloudClient.JSON
                            .createObjectNode()
                            .put("function", harmed.path("function").asString()));
        }
        for (var name : stopped()
                .map(consumer -> consumer.path("function").asString())
                .distinct()
                .toList()) {
            client.manage(
                    CONSUMERS,
                    CloudClient.JSON.createObjectNode().put("consumer", name).put("stopped", false));
        }
        client.manage(INSTANCES, CloudClient.JSON.createObjectNode().put("down", false));
        client.manage(
                SES,
                CloudClient.JSON
                        .createObjectNode()
                        .put("down", false)
                        .put("failNext", 0)
                        .put("hold", false));
    }

    JsonNode json() {
        var all = CloudClient.JSON.createObjectNode();
        all.set("functions", functions.path("functions"));
        var stopped = all.putArray("stoppedConsumers");
        stopped().forEach(stopped::add);
        all.put("originDown", instances.path("down").asBoolean());
        all.set("ses", ses);
        return all;
    }

    /** A line for each thing that is broken, or one that says that nothing is. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        for (var function : functions.path("functions").values()) {
            lines.add("function   %s  fails %s (%d so far), is killed %s (%d so far)"
                    .formatted(
                            function.path("function").asString(),
                            percent(function.path("failRate").asDouble()),
                            function.path("failed").asLong(),
                            percent(function.path("killRate").asDouble()),
                            function.path("killed").asLong()));
        }
        stopped()
                .forEach(consumer -> lines.add("consumer   %s  reads nothing of %s"
                        .formatted(
                                consumer.path("function").asString(),
                                consumer.path("source").asString())));
        if (instances.path("down").asBoolean()) {
            lines.add("origin     no instance has a server");
        }
        if (sesBroken()) {
            lines.add("ses        %s (%d refused so far)"
                    .formatted(sesState(), ses.path("failed").asLong()));
        }
        return lines.isEmpty() ? List.of("nothing is broken") : lines;
    }

    private Stream<JsonNode> stopped() {
        return consumers.path("consumers").valueStream().filter(consumer -> consumer.path("stopped")
                .asBoolean());
    }

    private boolean sesBroken() {
        return ses.path("down").asBoolean()
                || ses.path("hold").asBoolean()
                || ses.path("failNext").asInt() > 0;
    }

    private String sesState() {
        if (ses.path("down").asBoolean()) {
            return "refuses all mail";
        }
        return ses.path("hold").asBoolean()
                ? "sends without answering"
                : "refuses the next %d mails".formatted(ses.path("failNext").asInt());
    }

    private static String percent(double rate) {
        return Math.round(rate * 1000) / 10.0 + " %";
    }
}
