package dev.quartet.functions.services.imports;

import dev.quartet.functions.common.Backoff;
import dev.quartet.functions.data.Reopened;
import dev.quartet.functions.services.events.ImportedOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Puts orders into the queue, ten in a call, a few calls at a time; what SQS did not take of a call is sent again. */
final class Sender {
    /** The orders of one round. */
    static final int ROUND = 40;

    private static final int BATCH = 10;
    private static final int ATTEMPTS = 6;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(3));

    private final Reopened<SqsClient> sqs;
    private final String queueUrl;

    Sender(Reopened<SqsClient> sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /** @throws RuntimeException if SQS did not take one of them; others may be in the queue */
    void send(List<ImportedOrder> orders) {
        SqsClient client = sqs.get();
        List<Future<?>> calls = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int from = 0; from < orders.size(); from += BATCH) {
                List<ImportedOrder> batch = orders.subList(from, Math.min(orders.size(), from + BATCH));
                calls.add(threads.submit(() -> sendBatch(client, batch)));
            }
        }
        for (Future<?> call : calls) {
            try {
                call.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("the queue did not take a batch of orders", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while sending", e);
            }
        }
    }

    private void sendBatch(SqsClient client, List<ImportedOrder> orders) {
        List<SendMessageBatchRequestEntry> rest = new ArrayList<>();
        for (ImportedOrder order : orders) {
            rest.add(SendMessageBatchRequestEntry.builder()
                    .id(String.valueOf(rest.size()))
                    .messageBody(new String(order.bytes(), StandardCharsets.UTF_8))
                    .build());
        }
        for (int attempt = 1; !rest.isEmpty(); attempt++) {
            List<SendMessageBatchRequestEntry> entries = rest;
            SendMessageBatchResponse response =
                    client.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(entries));
            Set<String> failed = new HashSet<>();
            for (BatchResultErrorEntry error : response.failed()) {
                if (error.senderFault() || attempt == ATTEMPTS) {
                    throw new IllegalStateException("SQS refused a message: " + error.code() + ": " + error.message());
                }
                failed.add(error.id());
            }
            rest = entries.stream().filter(entry -> failed.contains(entry.id())).toList();
            if (!rest.isEmpty()) {
                BACKOFF.sleep(attempt - 1);
            }
        }
    }
}
