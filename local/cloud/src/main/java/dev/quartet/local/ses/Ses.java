package dev.quartet.local.ses;

import dev.quartet.local.aws.AwsService;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.MailSink;
import dev.quartet.local.core.Metrics;
import dev.quartet.local.core.ResourceModule;
import dev.quartet.local.core.Topics;
import dev.quartet.local.http.HttpHandler;

/** Amazon SES v2: its API, the program's identities and templates, and what an operator may do to it. Thread-safe. */
public final class Ses {
    private final SesService api;
    private final SesResources resources;
    private final SesManagement management;

    /**
     * Creates it without identities.
     *
     * @param sandbox if recipients must be verified too, as in an account that asked for nothing yet
     */
    public Ses(
            CloudContext context,
            Authorizer authorizer,
            Metrics metrics,
            Topics topics,
            MailSink mailbox,
            boolean sandbox) {
        var store = new SesStore(context);
        var guard = new MailGuard(store, authorizer, sandbox);
        var events = new EventPublisher(context, metrics, topics);
        var postman = new Postman(store, guard, metrics, events, mailbox);
        var faults = new Faults();
        this.api = new SesService(
                new SendOperations(store, postman, faults), new DescribeOperations(store, authorizer, guard, postman));
        this.resources = new SesResources(store, events);
        this.management = new SesManagement(faults);
    }

    /** Returns its API. */
    public AwsService api() {
        return api;
    }

    /** Returns the handlers of the program's resources. */
    public ResourceModule resources() {
        return resources;
    }

    /** Returns what answers {@code /_quartet/ses}. */
    public HttpHandler management() {
        return management;
    }
}
