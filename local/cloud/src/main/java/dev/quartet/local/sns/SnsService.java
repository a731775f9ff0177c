package dev.quartet.local.sns;

import dev.quartet.local.aws.AwsRequest;
import dev.quartet.local.aws.AwsService;
import dev.quartet.local.aws.JsonOperation;
import dev.quartet.local.aws.QueryProtocol;
import java.util.HashMap;
import java.util.Set;

/** SNS's API over query/XML. Thread-safe. */
final class SnsService implements AwsService {
    private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
    /** Members of answers that are maps. */
    private static final Set<String> MAPS = Set.of("Attributes");

    private final QueryProtocol protocol;

    SnsService(TopicRegistry registry, Publisher publisher) {
        var operations = new HashMap<String, JsonOperation>();
        operations.putAll(new TopicOperations(registry, publisher).operations());
        operations.putAll(new SubscriptionOperations(registry, publisher).operations());
        operations.putAll(new PublishOperations(publisher).operations());
        protocol = new QueryProtocol(NAMESPACE, operations, MAPS);
    }

    @Override
    public Set<String> signingNames() {
        return Set.of("sns");
    }

    @Override
    public void handle(AwsRequest request) throws Exception {
        protocol.handle(request);
    }
}
