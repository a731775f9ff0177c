package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.quartet.local.traffic.ShopCheck;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Many orders while processes die and answers get lost: nothing is lost, nothing doubled, poison ends where it belongs. By
 * {@code -Dquartet.storm.orders=10000} of any size, and by {@code -Dquartet.storm.killRate=0.005} of any strength.
 */
final class ShopStormTest {
    private static final int ORDERS = Integer.getInteger("quartet.storm.orders", 120);
    private static final int BUYERS = 8;
    private static final int PRODUCTS = 10;
    private static final double FAIL_RATE = 0.05;
    private static final double KILL_RATE = Double.parseDouble(System.getProperty("quartet.storm.killRate", "0.03"));
    private static final int POISON_MESSAGES = 3;
    private static final int POISON_RECORDS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int TRIES = 40;

    @Test
    void storm_shouldLoseNothing_doubleNothing_andSetPoisonApart(@TempDir Path folder) throws Exception {
        try (var quartet = RunningQuartet.start(folder.resolve("state"), "--no-dashboard");
                var check = ShopCheck.of(quartet.access().exports(), new ShopAccess(quartet.access()).owner())) {
            var shop = new ShopAccess(quartet.access());
            var skus = new ArrayList<String>();
            for (int i = 0; i < PRODUCTS; i++) {
                skus.add(ShopAccess.newSku());
                shop.stock(skus.getLast(), i == 0 ? ORDERS / 20 : ORDERS * 10);
            }
            var harmed = List.of(
                    shop.function(shop.exports().inventory(), "inventory-api"),
                    shop.function(shop.exports().orders(), "orders-api"),
                    shop.function(shop.exports().orders(), "orders-publisher"),
                    shop.function(shop.exports().shipping(), "shipping-worker"),
                    shop.function(shop.exports().analytics(), "analytics-worker"));
            for (var function : harmed) {
                shop.harm(function, FAIL_RATE, KILL_RATE);
            }
            var poison = poison(shop);

            var buying = buy(shop, skus);

            for (var function : harmed) {
                shop.harm(function, 0, 0);
            }
            poisonIsSetApart(shop, poison);
            var figures = check.settle(Duration.ofMinutes(2), changed -> {});
            System.out.println(buying);
            figures.lines().forEach(System.out::println);
            assertThat(figures.consistent()).as(figures::toString).isTrue();
            assertThat(figures.confirmed()).isEqualTo(buying.placed());
            assertThat(figures.rejected()).isGreaterThanOrEqualTo(buying.soldOut());

            assertThat(redrive(quartet, shop)).isZero();
            poisonIsSetApart(shop, poison); // it is poison still
            assertThat(check.settle(Duration.ofMinutes(1), changed -> {})).isEqualTo(figures);
        }
    }

    /** What the buyers know. */
    private record Buying(int placed, int soldOut, int again, long millis) {
        @Override
        public String toString() {
            return "%d orders placed and %d refused, after %d tries more, in %d ms: %.1f a second"
                    .formatted(placed, soldOut, again, millis, (placed + soldOut) * 1000.0 / Math.max(1, millis));
        }
    }

    private static Buying buy(ShopAccess shop, List<String> skus) throws Exception {
        var soldOut = new AtomicInteger();
        var again = new AtomicInteger();
        var ids = new ConcurrentLinkedQueue<String>();
        var next = new AtomicInteger();
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var buyers = new ArrayList<Callable<Void>>();
            for (int i = 0; i < BUYERS; i++) {
                var random = new Random(i);
                buyers.add(() -> {
                    while (next.getAndIncrement() < ORDERS) {
                        var sku = skus.get(random.nextInt(skus.size()));
                        var answer = insist(shop, sku, 1 + random.nextInt(3), again);
                        if (answer.statusCode() == 201) {
                            ids.add(TodoUser.JSON
                                    .readTree(answer.body())
                                    .path("id")
                                    .asString());
                        } else {
                            soldOut.incrementAndGet();
                        }
                    }
                    return null;
                });
            }
            for (var buyer : threads.invokeAll(buyers)) {
                buyer.get();
            }
        }
        assertThat(ids).as("an order for each key").doesNotHaveDuplicates();
        return new Buying(ids.size(), soldOut.get(), again.get(), (System.nanoTime() - start) / 1_000_000);
    }

    /** Under the same key until it is an order, or refused for good. */
    private static HttpResponse<String> insist(ShopAccess shop, String sku, int quantity, AtomicInteger again)
            throws Exception {
        var key = UUID.randomUUID().toString();
        for (int i = 0; i < TRIES; i++) {
            var answer = shop.order(sku, quantity, "Idempotency-Key", key);
            if (answer.statusCode() == 201 || answer.statusCode() == 409) {
                return answer;
            }
            assertThat(answer.statusCode()).as(answer::body).isIn(429, 500, 502, 503, 504);
            again.incrementAndGet();
        }
        throw new AssertionError("no answer to an order in " + TRIES + " tries");
    }

    /** Messages and records that no version of a consumer can take. */
    private static List<String> poison(ShopAccess shop) {
        var bodies = new ArrayList<String>();
        try (var sqs = shop.sqs();
                var kinesis = shop.kinesis()) {
            for (int i = 0; i < POISON_MESSAGES; i++) {
                var body = "{\"type\":\"OrderPlaced\",\"schemaVersion\":9,\"eventId\":\"" + UUID.randomUUID() + "\"}";
                bodies.add(body);
                sqs.sendMessage(send ->
                        send.queueUrl(shop.exports().shippingQueue().url()).messageBody(body));
            }
            for (int i = 0; i < POISON_RECORDS; i++) {
                var id = UUID.randomUUID().toString();
                bodies.add(id);
                kinesis.putRecord(put -> put.streamName(shop.exports().eventsStreamName())
                        .partitionKey(id)
                        .data(SdkBytes.fromString("{\"eventId\":\"" + id + "\"}", StandardCharsets.UTF_8)));
            }
        }
        return bodies;
    }

    private static void poisonIsSetApart(ShopAccess shop, List<String> poison) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            var dead = deadLetters(shop);
            assertThat(dead).extracting(Message::body).containsAll(poison.subList(0, POISON_MESSAGES));
            assertThat(dead)
                    .filteredOn(message -> poison.contains(message.body()))
                    .allSatisfy(message -> {
                        assertThat(message.messageAttributes().get("cause").stringValue())
                                .startsWith("schemaVersion of OrderPlaced is 9; this consumer knows 1");
                        assertThat(message.messageAttributes()
                                        .get("sourceQueue")
                                        .stringValue())
                                .isEqualTo(shop.exports().shippingQueue().arn());
                    });
            var failed = failedRecords(shop);
            assertThat(poison.subList(POISON_MESSAGES, poison.size()))
                    .allSatisfy(id -> assertThat(failed).anyMatch(record -> record.contains(encoded(id))));
        });
        var worker = shop.function(shop.exports().analytics(), "analytics-worker");
        for (var id : poison.subList(POISON_MESSAGES, poison.size())) {
            assertThat(shop.logged(worker, id)).anyMatch(line -> line.contains("\"cause\":\"type is missing\""));
        }
    }

    private static String encoded(String id) {
        return java.util.Base64.getEncoder()
                .encodeToString(("{\"eventId\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static List<Message> deadLetters(ShopAccess shop) {
        var messages = new ArrayList<Message>();
        try (var sqs = shop.sqs()) {
            List<Message> some;
            do {
                some = sqs.receiveMessage(receive -> receive.queueUrl(
                                        shop.exports().shippingDeadLetterQueue().url())
                                .maxNumberOfMessages(10)
                                .messageAttributeNames("All")
                                .visibilityTimeout(1))
                        .messages();
                messages.addAll(some);
            } while (!some.isEmpty() && messages.size() < 200);
        }
        return messages;
    }

    private static List<String> failedRecords(ShopAccess shop) {
        var records = new ArrayList<String>();
        try (var s3 = shop.s3()) {
            var bucket = shop.exports().failedRecordsBucket();
            s3.listObjectsV2Paginator(list -> list.bucket(bucket))
                    .contents()
                    .forEach(object -> records.add(
                            s3.getObjectAsBytes(get -> get.bucket(bucket).key(object.key()))
                                    .asUtf8String()));
        }
        return records;
    }

    /** {@code ./quartet redrive}: the queue's messages back to the queue; what the stream's mapping set apart stays, as it fails again. */
    private static int redrive(RunningQuartet quartet, ShopAccess shop) throws Exception {
        var root = StackAccess.clonesRoot();
        var output = quartet.state().resolve("redrive.txt");
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Dquartet.home=" + root,
                        "-Dquartet.state=" + quartet.state(),
                        "-jar",
                        root.resolve("local/cloud/target/quartet-local.jar").toString(),
                        "redrive",
                        "--queue",
                        shop.exports().shippingDeadLetterQueue().name())
                .directory(root.toFile())
                // Not to this JVM's own: Maven reads there what the tests report.
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        System.out.println(Files.readString(output));
        return process.exitValue();
    }
}
