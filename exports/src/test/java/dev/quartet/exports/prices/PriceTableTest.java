package dev.quartet.exports.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PriceTableTest {
    private static final List<String> REGIONS = List.of("ap-northeast-1", "ap-northeast-2", "us-east-1");

    /** What a region does not have, or of which no price is known: told on the page where it is used. */
    private static final List<String> NOT_IN_SEOUL = List.of("dax.", "kinesis.", "ec2.c7gn.");

    private final PriceTable prices = PriceTable.load();

    @Test
    void everyPrice_shouldHaveSourceUnitAndDate() {
        assertThat(prices.keys()).hasSizeGreaterThan(40);
        for (String key : prices.keys()) {
            for (String region : REGIONS) {
                Price price = prices.of(key, region);
                assertThat(price.usd()).as(key).isPositive();
                assertThat(price.unit()).as(key).matches("[a-zA-Z]+");
                assertThat(price.service()).as(key).isNotBlank();
                assertThat(price.source().toString()).as(key).matches("https://aws\\.amazon\\.com/.+/pricing/.*");
                assertThat(price.asOf()).as(key).isAfterOrEqualTo(LocalDate.of(2025, 1, 1));
            }
        }
    }

    @Test
    void everyPrice_shouldBeKnownInEachRegion_orBeBorrowedForAReason() {
        for (String key : prices.keys()) {
            assertThat(prices.of(key, "us-east-1").borrowed()).as(key).isFalse();
            assertThat(prices.of(key, "ap-northeast-1").borrowed()).as(key).isFalse();
            assertThat(prices.of(key, "ap-northeast-2").borrowed())
                    .as(key)
                    .isEqualTo(NOT_IN_SEOUL.stream().anyMatch(key::startsWith));
        }
    }

    @Test
    void of_shouldSayWhosePriceItIs_whereTheRegionHasNone() {
        Price price = prices.of("dax.t3.small", "ap-northeast-2");
        assertThat(price.region()).isEqualTo("us-east-1");
        assertThat(price.wanted()).isEqualTo("ap-northeast-2");
        assertThat(price.each()).isEqualTo(0.04);
    }

    @Test
    void of_shouldRefuseWhatIsNotInTheTable() {
        assertThatThrownBy(() -> prices.of("lambda.smiles", "us-east-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lambda.smiles")
                .hasMessageContaining("lambda.request");
    }
}
