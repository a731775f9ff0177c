package dev.quartet.local.lambda.destination;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Arn;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.AwsException;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.FunctionInvoker;
import dev.quartet.local.core.MessageAttribute;
import dev.quartet.local.core.ObjectWriter;
import dev.quartet.local.core.Queues;
import dev.quartet.local.core.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Lambda's destinations</a>: queues,
 * topics, functions, buckets; written to as the function's role. Thread-safe; blocks.
 */
public final class Destinations {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH.mm.ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Map<String, List<String>> RIGHTS = Map.of(
            "sqs", List.of("sqs:SendMessage"),
            "sns", List.of("sns:Publish"),
            "lambda", List.of("lambda:InvokeFunction"),
            "s3", List.of("s3:PutObject", "s3:ListBucket"));

    private final CloudContext context;
    private final Authorizer authorizer;
    private final Queues queues;
    private final Topics topics;
    private final FunctionInvoker functions;
    private final ObjectWriter objects;

    /** Creates it over the services that can be destinations. */
    public Destinations(
            CloudContext context,
            Authorizer authorizer,
            Queues queues,
            Topics topics,
            FunctionInvoker functions,
            ObjectWriter objects) {
        this.context = requireNonNull(context, "context is null");
        this.authorizer = requireNonNull(authorizer, "authorizer is null");
        this.queues = requireNonNull(queues, "queues is null");
        this.topics = requireNonNull(topics, "topics is null");
        this.functions = requireNonNull(functions, "functions is null");
        this.objects = requireNonNull(objects, "objects is null");
    }

    /** Returns if {@code arn} is a bucket's, which gets a record with its payload. */
    public static boolean isBucket(String arn) {
        return Arn.parse(arn).service().equals("s3");
    }

    /**
     * Writes {@code record} (JSON) to a destination.
     *
     * @param folder of the object in a bucket: {@code aws/lambda/…}, without day and name
     */
    public void deliver(Caller role, String destinationArn, byte[] record, String folder) throws IOException {
        var arn = Arn.parse(destinationArn);
        var text = new String(record, StandardCharsets.UTF_8);
        switch (arn.service()) {
            case "sqs" -> {
                var unused = queues.send(role, destinationArn, Queues.Outgoing.of(text));
            }
            case "sns" -> {
                var unused = topics.publish(role, destinationArn, new Topics.Message(Optional.empty(), text, Map.of()));
            }
            case "lambda" -> {
                var unused = functions.invokeAsync(role, destinationArn, record, Optional.empty());
            }
            case "s3" -> objects.put(role, arn.resource(), key(folder), "application/json", record);
            default -> throw unsupported(destinationArn);
        }
    }

    /** Writes an event itself to a dead-letter queue or topic, with what went wrong as attributes. */
    public void deadLetter(Caller role, String targetArn, byte[] event, Map<String, MessageAttribute> why) {
        var text = new String(event, StandardCharsets.UTF_8);
        var unused = Arn.parse(targetArn).service().equals("sqs")
                ? queues.send(role, targetArn, new Queues.Outgoing(text, why, Optional.empty(), Optional.empty()))
                : topics.publish(role, targetArn, new Topics.Message(Optional.empty(), text, why));
    }

    /** Throws {@code InvalidParameterValueException} unless {@code role} may write to {@code destinationArn}, as Lambda checks. */
    public void requireRights(Caller role, String destinationArn) {
        Arn arn;
        try {
            arn = Arn.parse(destinationArn);
        } catch (IllegalArgumentException e) {
            throw unsupported(destinationArn);
        }
        var rights = RIGHTS.get(arn.service());
        if (rights == null) {
            throw unsupported(destinationArn);
        }
        if (arn.service().equals("sqs") && queues.find(destinationArn).isEmpty()) {
            throw invalid("The destination ARN %s is invalid: there is no such queue".formatted(destinationArn));
        }
        for (var right : rights) {
            var resource = right.equals("s3:PutObject") ? destinationArn + "/aws/lambda/" : destinationArn;
            // A queue's, topic's or bucket's own policy may say yes too, but it is the role that AWS looks at first.
            if (!authorizer.allows(AccessRequest.of(role, right, resource))) {
                throw invalid(
                        "The function's execution role does not have permissions to call %s on %s. (role %s needs %s on %s, or its policy is attached after this: see dependsOn)"
                                .formatted(
                                        right.substring(right.indexOf(':') + 1),
                                        arn.service().toUpperCase(Locale.ROOT),
                                        role.roleArn().orElse(""),
                                        String.join(", ", rights),
                                        destinationArn));
            }
        }
    }

    private String key(String folder) {
        var now = Instant.now(context.clock());
        return "%s/%s/%s-%s".formatted(folder, DAY.format(now), SECOND.format(now), UUID.randomUUID());
    }

    private static AwsException unsupported(String arn) {
        return invalid(
                "The destination ARN %s is invalid; allowed are queues, topics, functions and buckets".formatted(arn));
    }

    private static AwsException invalid(String message) {
        return new AwsException("InvalidParameterValueException", 400, message);
    }
}
