package dev.quartet.local.sns;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Disorder;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.MailSink;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.Topics;

/** Amazon SNS: topics for other services, its API and the program's topics. Thread-safe. */
public final class Sns implements Topics, AutoCloseable {
    private final Courier courier;
    private final Publisher publisher;
    private final SnsService api;
    private final TopicResources resources;

    /** Creates it without topics. */
    public Sns(
            CloudContext context,
            Authorizer authorizer,
            Metrics metrics,
            Queues queues,
            FunctionInvoker functions,
            MailSink mail,
            Retries retries,
            Disorder disorder) {
        var registry = new TopicRegistry(context, authorizer, metrics, new SubscriptionSettings(queues));
        this.courier = new Courier(context, queues, functions, mail, retries, disorder);
        this.publisher = new Publisher(registry, authorizer, courier);
        this.api = new SnsService(registry, publisher);
        this.resources = new TopicResources(registry);
    }

    /** Returns its API. */
    public AwsService api() {
        return api;
    }

    /** Returns the handlers of the program's topics. */
    public ResourceModule resources() {
        return resources;
    }

    @Override
    public String publish(Caller caller, String topicArn, Message message) {
        return publisher.publish(caller, topicArn, message);
    }

    @Override
    public void close() {
        courier.close();
    }
}
