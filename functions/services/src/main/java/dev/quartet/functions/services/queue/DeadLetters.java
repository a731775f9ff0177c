package dev.quartet.functions.services.queue;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Clients;
import dev.quartet.functions.data.Reopened;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Puts poison, a message that no further try can cure, into the dead-letter queue at once, with its cause. Tries would end there too,
 * but later, and without a cause. Environment: DEAD_LETTER_QUEUE_URL; needs {@code sqs:SendMessage} on that queue.
 */
public final class DeadLetters implements AutoCloseable {
    private static final Duration SOCKET = Duration.ofSeconds(3);
    private static final Duration CALL = Duration.ofSeconds(6);
    private static final int ATTEMPTS = 3;
    private static final int MAX_CAUSE = 1_000;

    private final Reopened<SqsClient> sqs;
    private final String url;

    public DeadLetters(Supplier<SqsClient> open, Env env) {
        sqs = new Reopened<>(open);
        url = env.required("DEAD_LETTER_QUEUE_URL");
    }

    /** SQS's client for a function. */
    public static SqsClient client(Env env) {
        return Clients.configure(
                        SqsClient.builder(),
                        env,
                        Clients.endpoint(env, "SQS"),
                        SOCKET,
                        CALL,
                        Clients.attempts(ATTEMPTS))
                .build();
    }

    /** @throws software.amazon.awssdk.core.exception.SdkException if SQS did not take it: the message must come again */
    public void put(QueueMessage message, String cause) {
        sqs.get().sendMessage(send -> send.queueUrl(url)
                .messageBody(message.body())
                .messageAttributes(Map.of(
                        "cause", text(allowed(cause)),
                        "sourceQueue", text(message.queue()))));
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    /** SQS takes XML's characters alone, and a cause may show what came. */
    private static String allowed(String cause) {
        StringBuilder text = new StringBuilder();
        cause.codePoints().limit(MAX_CAUSE).forEach(c -> text.appendCodePoint(isXml(c) ? c : '?'));
        return text.toString();
    }

    private static boolean isXml(int c) {
        boolean blank = c == '\t' || c == '\n' || c == '\r';
        boolean inPlane = (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD);
        return blank || inPlane || c > 0xFFFF;
    }

    /** The next message opens the client again. */
    @Override
    public void close() {
        sqs.close();
    }

    /** Opens the client, without a call. */
    public void open() {
        sqs.get();
    }
}
