package dev.quartet.functions.services.orders;

import dev.quartet.functions.common.Env;
import dev.quartet.functions.data.Echo;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Publishes an event to nobody before a snapshot is taken, so that it holds what a first record needs: the clients speak to {@link Echo}. */
final class PublisherPriming {
    private static final String EVENT = """
            {"Records":[{"eventName":"MODIFY","dynamodb":{"SequenceNumber":"1","OldImage":{"status":{"S":"PENDING"}},"NewImage":%s}}]}""".formatted(OrdersPriming.ITEM);
    private static final String PUBLISHED = """
            <PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult><Failed/><Successful/>\
            </PublishBatchResult></PublishBatchResponse>""";
    /** CBOR (RFC 8949): an empty map. */
    private static final byte[] STREAMED = {(byte) 0xa0};

    private PublisherPriming() {}

    static byte[] run(Env env, Clock clock, PrintStream out) {
        PublisherHandler handler =
                new PublisherHandler(env, clock, out, PublisherPriming::sns, PublisherPriming::kinesis);
        return handler.handle(EVENT.getBytes(StandardCharsets.UTF_8), "priming");
    }

    private static SnsClient sns() {
        return Echo.configured(
                        SnsClient.builder(),
                        new Echo(PUBLISHED.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "text/xml")))
                .build();
    }

    private static KinesisClient kinesis() {
        return Echo.configured(
                        KinesisClient.builder(),
                        new Echo(STREAMED, Map.of("Content-Type", "application/x-amz-cbor-1.1")))
                .build();
    }
}
