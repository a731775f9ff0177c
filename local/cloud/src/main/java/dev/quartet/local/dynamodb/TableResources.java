package dev.quartet.local.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import dev.quartet.local.core.ResourceCatalog;
import dev.quartet.local.core.ResourceModule;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Provisions {@code aws:dynamodb/table:Table}. Thread-safe. */
public final class TableResources implements ResourceModule {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final DynamoDbService service;

    /** Creates it for the tables of {@code service}. */
    public TableResources(DynamoDbService service) {
        this.service = requireNonNull(service, "service is null");
    }

    @Override
    public void install(ResourceCatalog catalog) {
        catalog.resource("aws:dynamodb/table:Table", this::table);
    }

    private Provisioned table(Registration registration) {
        var inputs = registration.inputs();
        var name = inputs.optionalString("name").orElse(registration.name());
        refuse(inputs);
        var request = TableRequest.create(name, inputs);
        var table = create(registration, request);
        timeToLive(registration.region(), name, inputs);
        var arn = service.arn(registration.region(), "table/" + name);
        service.extras().tag(arn, inputs.texts("tags"));
        service.extras()
                .recovery(
                        arn,
                        inputs.block("pointInTimeRecovery")
                                .map(block -> block.flag("enabled", false))
                                .orElse(false));
        return Provisioned.running(name, outputs(name, arn, inputs, table));
    }

    private static void refuse(Inputs inputs) {
        if (inputs.blocks("replicas").isEmpty()) {
            return;
        }
        if (!inputs.flag("streamEnabled", false)) {
            throw new ProvisionException(
                    inputs.owner()
                            + ": ValidationException: Table stream must be enabled with both new and old images to have replicas: set streamEnabled and streamViewType NEW_AND_OLD_IMAGES");
        }
        throw new ProvisionException(
                inputs.owner() + ": replicas of a table in other regions are not emulated yet; leave replicas out");
    }

    private JsonNode create(Registration registration, ObjectNode request) {
        var reply = service.provision(registration.region(), "CreateTable", request);
        if (reply.ok()) {
            return reply.body().path("TableDescription");
        }
        if (!reply.error().equals("ResourceInUseException")) {
            throw refused(registration, reply.body());
        }
        // Kept by --data from an earlier run: it must still be the table that the program means.
        var describe = JSON.createObjectNode().set("TableName", request.get("TableName"));
        var kept = service.provision(registration.region(), "DescribeTable", describe)
                .body()
                .path("Table");
        if (!kept.path("KeySchema").equals(request.path("KeySchema"))
                || !TableRequest.indexNames(kept).equals(TableRequest.indexNames(request))) {
            throw new ProvisionException(
                    "%s: a table %s with other keys or indexes is kept in the data directory; delete it there or rename the table"
                            .formatted(
                                    registration.inputs().owner(),
                                    request.path("TableName").asString()));
        }
        return kept;
    }

    private void timeToLive(String region, String name, Inputs inputs) {
        var ttl = inputs.block("ttl").filter(block -> block.flag("enabled", false));
        if (ttl.isEmpty()) {
            return;
        }
        var request = JSON.createObjectNode().put("TableName", name);
        request.putObject("TimeToLiveSpecification")
                .put("Enabled", true)
                .put("AttributeName", ttl.get().string("attributeName"));
        var reply = service.provision(region, "UpdateTimeToLive", request);
        // Kept from an earlier run it is on already, which DynamoDB calls a mistake.
        if (!reply.ok() && !reply.body().toString().contains("already enabled")) {
            throw new ProvisionException("%s: %s".formatted(inputs.owner(), message(reply.body())));
        }
    }

    private Map<String, Object> outputs(String name, String arn, Inputs inputs, JsonNode table) {
        var outputs = new LinkedHashMap<String, Object>();
        outputs.put("name", name);
        outputs.put("arn", arn);
        outputs.put("hashKey", inputs.string("hashKey"));
        outputs.put("billingMode", inputs.optionalString("billingMode").orElse("PROVISIONED"));
        outputs.put("streamArn", table.path("LatestStreamArn").asString(""));
        outputs.put("streamLabel", table.path("LatestStreamLabel").asString(""));
        outputs.put("tagsAll", inputs.texts("tags"));
        return outputs;
    }

    private static ProvisionException refused(Registration registration, JsonNode error) {
        return new ProvisionException("%s: %s: %s"
                .formatted(registration.inputs().owner(), error.path("__type").asString(""), message(error)));
    }

    private static String message(JsonNode error) {
        return error.path("Message").asString(error.path("message").asString(""));
    }
}
