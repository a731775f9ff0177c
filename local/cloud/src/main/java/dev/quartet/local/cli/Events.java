package dev.quartet.local.cli;

import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.Topics;
import dev.quartet.local.dynamodb.DynamoDbService;
import dev.quartet.local.dynamodb.TableStreams;
import dev.quartet.local.gateway.AwsGateway;
import dev.quartet.local.kinesis.Kinesis;
import dev.quartet.local.lambda.Lambda;
import dev.quartet.local.lambda.destination.Destinations;
import dev.quartet.local.lambda.eventsource.Backoff;
import dev.quartet.local.lambda.eventsource.EventSources;
import dev.quartet.local.s3.S3Service;
import java.util.List;

/** Connects what makes events with what takes them; those services refer to each other in a circle. */
final class Events {
    private Events() {}

    /** Connects them; returns the event source mappings, which are to be closed before their functions. */
    static EventSources connect(
            CloudContext context,
            Authorizer authorizer,
            Lambda lambda,
            Queues queues,
            Topics topics,
            S3Service s3,
            DynamoDbService dynamodb,
            Kinesis kinesis,
            AwsGateway gateway) {
        s3.connect(queues, topics, lambda.invoker());
        var destinations = new Destinations(context, authorizer, queues, topics, lambda.invoker(), s3.writer());
        var sources = new EventSources(
                context,
                authorizer,
                lambda.mapped(),
                queues,
                List.of(new TableStreams(dynamodb, context.clock()), kinesis.streams()),
                destinations,
                Backoff.USUAL);
        lambda.connect(destinations, sources);
        gateway.management(Damage.CONSUMERS, sources.management());
        return sources;
    }
}
