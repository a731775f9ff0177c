package dev.quartet.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** What keeps the shop in order behind its customers' backs: the sweeper, the dead letters, the catalogue's pages. */
@ExtendWith(SharedQuartet.class)
@Order(Integer.MAX_VALUE) // by then what was abandoned has been given up
final class ShopUpkeepTest {
    /** An order is given up after two minutes, by a schedule that comes once a minute. */
    private static final Duration SWEPT = Duration.ofMinutes(5);

    @Test
    void abandonedOrder_shouldBeGivenUp_andItsStockComeBack(RunningQuartet quartet) throws Exception {
        var shop = new ShopAccess(quartet.access());
        var sku = AbandonedOrder.of(quartet).sku;

        await().atMost(SWEPT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(shop.stock(sku).path("available").asInt()).isEqualTo(10);
            assertThat(shop.stock(sku).path("reserved").asInt()).isZero();
        });
        var table = shop.exports().orders().table().name();
        await().atMost(SWEPT).untilAsserted(() -> assertThat(shop.items(table))
                .filteredOn(item -> item.containsKey("lines")
                        && item.get("lines").l().getFirst().m().get("sku").s().equals(sku))
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.get("status").s()).isEqualTo("REJECTED");
                    assertThat(item.get("reason").s()).isEqualTo("ABANDONED");
                    assertThat(item).doesNotContainKey("due");
                }));
    }

    @Test
    void catalogue_shouldBeReadPageByPage_byAnybody(RunningQuartet quartet) throws Exception {
        var shop = new ShopAccess(quartet.access());
        var sku = ShopAccess.newSku();
        shop.stock(sku, 1);

        var seen = new ArrayList<String>();
        var url = shop.exports().catalog().api().url() + "/products?limit=2";
        var next = url;
        while (!next.isEmpty()) {
            var page = TodoUser.json(
                    TodoUser.send(HttpRequest.newBuilder(URI.create(next)).timeout(Duration.ofSeconds(60))));
            page.path("items").forEach(product -> seen.add(product.path("sku").asString()));
            assertThat(page.path("items").size()).isLessThanOrEqualTo(2);
            next = page.has("nextCursor")
                    ? url + "&cursor=" + page.path("nextCursor").asString()
                    : "";
        }
        assertThat(seen).contains(sku).doesNotHaveDuplicates();
    }

    @Test
    void importMessageThatIsNoOrder_shouldEndAmongDeadLetters_withItsCause(RunningQuartet quartet) {
        var imports = new ShopAccess(quartet.access()).exports().imports();
        var poison = "{\"eventId\":\"poison-%s\"}".formatted(UUID.randomUUID());
        try (var sqs = new ShopAccess(quartet.access()).sqs()) {
            sqs.sendMessage(send -> send.queueUrl(imports.queue().url()).messageBody(poison));

            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(
                            letters(sqs, imports.deadLetterQueue().url()))
                    .filteredOn(letter -> letter.body().equals(poison))
                    .singleElement()
                    .satisfies(letter -> assertThat(
                                    letter.messageAttributes().get("cause").stringValue())
                            .isNotBlank()));
        }
    }

    private static List<Message> letters(SqsClient sqs, String url) {
        return sqs.receiveMessage(receive -> receive.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .messageAttributeNames("All")
                        .visibilityTimeout(0))
                .messages();
    }
}
