package dev.quartet.functions.services.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Queues in memory, by URL; refuse what they are told to. */
public final class MemoryQueues implements SqsClient {
    public final List<SendMessageRequest> messages = new CopyOnWriteArrayList<>();
    public final List<SendMessageBatchRequestEntry> entries = new CopyOnWriteArrayList<>();
    /** Sizes of the batches that came. */
    public final List<Integer> batches = new CopyOnWriteArrayList<>();
    /** Which entries of a batch fail this time. */
    public volatile Predicate<SendMessageBatchRequestEntry> failing = entry -> false;

    public volatile boolean silent;

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        answer();
        messages.add(request);
        return SendMessageResponse.builder().messageId("sent").build();
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        answer();
        batches.add(request.entries().size());
        List<SendMessageBatchResultEntry> sent = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (SendMessageBatchRequestEntry entry : request.entries()) {
            if (failing.test(entry)) {
                failed.add(BatchResultErrorEntry.builder()
                        .id(entry.id())
                        .code("InternalError")
                        .senderFault(false)
                        .build());
            } else {
                entries.add(entry);
                sent.add(SendMessageBatchResultEntry.builder().id(entry.id()).build());
            }
        }
        return SendMessageBatchResponse.builder()
                .successful(sent)
                .failed(failed)
                .build();
    }

    private void answer() {
        if (silent) {
            throw SdkClientException.create("SQS does not answer");
        }
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {
        // Memory needs no closing.
    }
}
