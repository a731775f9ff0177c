package dev.quartet.local.ses;

import java.util.Arrays;
import java.util.Optional;

/** What SES publishes events of. */
enum EventType {
    SEND("Send", "Send"),
    REJECT("Reject", "Reject"),
    BOUNCE("Bounce", "Bounce"),
    COMPLAINT("Complaint", "Complaint"),
    DELIVERY("Delivery", "Delivery"),
    OPEN("Open", "Open"),
    CLICK("Click", "Click"),
    RENDERING_FAILURE("RenderingFailure", "Rendering Failure"),
    DELIVERY_DELAY("DeliveryDelay", "DeliveryDelay"),
    SUBSCRIPTION("Subscription", "Subscription");

    private final String metric;
    private final String inJson;

    EventType(String metric, String inJson) {
        this.metric = metric;
        this.inJson = inJson;
    }

    static Optional<EventType> of(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** Returns CloudWatch's name of it. */
    String metric() {
        return metric;
    }

    /** Returns its name in the event's JSON. */
    String inJson() {
        return inJson;
    }
}
