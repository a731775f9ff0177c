package dev.quartet.local.ses;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.ses.SesService.Route;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** SES's operations that send. Thread-safe. */
final class SendOperations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SesStore store;
    private final Postman postman;
    private final Faults faults;

    SendOperations(SesStore store, Postman postman, Faults faults) {
        this.store = store;
        this.postman = postman;
        this.faults = faults;
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "outbound-emails", this::send),
                Route.of("POST", "outbound-bulk-emails", this::sendBulk));
    }

    private JsonNode send(AwsRequest request, String name, JsonNode input) throws InterruptedException {
        faults.mayFail();
        var mail = SendRequests.sendEmail(store.region(request.region()), input);
        var messageId = postman.send(request, mail);
        faults.accepted();
        return NODES.objectNode().put("MessageId", messageId);
    }

    private JsonNode sendBulk(AwsRequest request, String name, JsonNode input) throws InterruptedException {
        faults.mayFail();
        var output = NODES.objectNode();
        var results = output.putArray("BulkEmailEntryResults");
        for (var mail : SendRequests.sendBulkEmail(store.region(request.region()), input)) {
            try {
                var messageId = postman.send(request, mail);
                results.addObject().put("Status", "SUCCESS").put("MessageId", messageId);
            } catch (AwsException e) {
                if (e.status() == 403) {
                    throw e;
                }
                results.addObject().put("Status", "MESSAGE_REJECTED").put("Error", e.getMessage());
            }
        }
        faults.accepted();
        return output;
    }
}
