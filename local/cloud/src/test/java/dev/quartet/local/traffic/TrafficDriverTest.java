package dev.quartet.local.traffic;

import static dev.quartet.local.core.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class TrafficDriverTest {
    private static final TrafficOptions FAST = new TrafficOptions(400, 5, Optional.empty(), 1);

    @Test
    void drive_shouldDoEverythingThatUsersDo_andCountIt() throws IOException {
        try (var cloud = new StandInCloud();
                var driver = TrafficDriver.start(cloud.exports(), FAST, StandInCloud.OWNER)) {
            var all = Stream.of(Operation.values())
                    .filter(operation -> operation != Operation.REFRESH_TOKENS && operation != Operation.READ_METRICS)
                    .map(Operation::label)
                    .toArray(String[]::new);
            await().untilAsserted(() -> {
                assertThat(driver.summary().operations()).containsKeys(all);
                assertThat(driver.summary().users()).isGreaterThanOrEqualTo(5);
                assertThat(cloud.blog.uploads.keySet())
                        .contains("landscape-0.jpg", "landscape-1.png", "landscape-3.gif");
            });

            var summary = driver.stop();
            assertThat(summary.errors()).isEmpty();
            assertThat(summary.failures()).isZero();
            assertThat(summary.statuses().keySet())
                    .isSubsetOf("200", "201", "202", "204", "206", "304", "404", "409", "412");
            assertThat(summary.operations().values().stream()
                            .mapToLong(TrafficSummary.OperationSummary::requests)
                            .sum())
                    .isEqualTo(summary.requests());
            assertThat(summary.operations().get("sign-up").requests()).isEqualTo(5);
            assertThat(summary.operations().get("create-todo").requests()).isGreaterThanOrEqualTo(15);
            assertThat(cloud.refreshes).hasValue(0);
            assertThat(cloud.blog.uploads.values()).allMatch(content -> content.length > 10_000);
            assertThat(cloud.blog.locales).contains("ko");
            assertThat(cloud.shop.products).hasSize(40);
            assertThat(cloud.shop.keys).as("an order, a key").hasSize((int)
                    summary.operations().get("place-order").requests());
            assertThat(cloud.shop.files.values()).allMatch(file -> file.startsWith("customer,sku,quantity\n"));
            assertThat(summary.p99Millis())
                    .isGreaterThanOrEqualTo(summary.p50Millis())
                    .isPositive();
        }
    }

    @Test
    void drive_shouldRefreshTokensBeforeTheyExpire() throws IOException {
        try (var cloud = new StandInCloud()) {
            cloud.expiresIn = 60;
            try (var driver = TrafficDriver.start(cloud.exports(), FAST, StandInCloud.OWNER)) {
                await().until(() -> driver.summary().operations().containsKey("refresh-tokens"));
                assertThat(cloud.refreshes.get()).isPositive();
            }
        }
    }

    @Test
    void drive_shouldEndByItself_andSendNothingAfterwards() throws IOException, InterruptedException {
        try (var cloud = new StandInCloud();
                var driver = TrafficDriver.start(
                        cloud.exports(),
                        new TrafficOptions(100, 1, Optional.of(Duration.ofMillis(300)), 1),
                        StandInCloud.OWNER)) {
            assertThat(driver.await(Duration.ofSeconds(60))).isTrue();
            long requests = driver.stop().requests();
            assertThat(requests).isPositive();
            assertThat(driver.summary().requests()).isEqualTo(requests);
        }
    }

    @Test
    void drive_shouldCountWhatGotNoAnswer_andSayWhy() throws IOException {
        try (var cloud = new StandInCloud()) {
            cloud.broken = true;
            try (var driver = TrafficDriver.start(cloud.exports(), FAST, StandInCloud.OWNER)) {
                await().until(() -> driver.summary().failures() > 0);
                assertThat(driver.summary().statuses()).containsOnlyKeys("none");
                await().until(() -> driver.summary().errors().stream().anyMatch(e -> e.startsWith("sign-up: ")));
            }
        }
    }

    @Test
    void flashSale_shouldSellNoMoreThanThereIs_andBringManyMore() throws IOException {
        var time = new java.util.concurrent.atomic.AtomicLong();
        var tide = new Tide(true, time::get);
        assertThat(tide.height()).isEqualTo(1);
        time.set(Duration.ofSeconds(25).toNanos());
        assertThat(tide.sale()).isTrue();
        assertThat(tide.height()).isGreaterThan(6);
        time.set(Duration.ofSeconds(150).toNanos());
        assertThat(tide.height()).isEqualTo(1.6);
        time.set(Duration.ofSeconds(450).toNanos());
        assertThat(tide.height()).isEqualTo(0.4);
        time.set(Duration.ofSeconds(625).toNanos());
        assertThat(tide.sale()).as("the next day").isTrue();
        assertThat(new Tide(false, time::get).sale()).isFalse();
    }

    @Test
    void start_shouldRefuseAws() throws IOException {
        try (var cloud = new StandInCloud()) {
            var aws = cloud.exports().withEndpointUrl(null);
            assertThatThrownBy(() -> TrafficDriver.start(aws, FAST, StandInCloud.OWNER))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("endpointUrl");
        }
    }

    @Test
    void options_shouldBeWithinBounds() {
        assertThatThrownBy(() -> TrafficOptions.of(0)).hasMessageContaining("0.1 to 10000");
        assertThatThrownBy(() -> TrafficOptions.of(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new TrafficOptions(1, 0, Optional.empty(), 0)).hasMessageContaining("1 to 1000");
        assertThatThrownBy(() -> new TrafficOptions(1, 1, Optional.of(Duration.ZERO), 0))
                .hasMessageContaining("duration");
    }
}
