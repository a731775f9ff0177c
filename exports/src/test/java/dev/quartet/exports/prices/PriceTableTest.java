package dev.quartet.exports.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PriceTableTest {
    private static final List<String> REGIONS = List.of("ap-northeast-1", "ap-northeast-2", "us-east-1");

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
    void everyPrice_shouldBeKnownInEachRegion_orSayWhyNot() {
        for (String key : prices.keys()) {
            assertThat(prices.of(key, "us-east-1").borrowed()).as(key).isFalse();
            assertThat(prices.of(key, "ap-northeast-1").borrowed()).as(key).isFalse();
            assertThat(prices.of(key, "ap-northeast-2").absence()).as(key).isNotEqualTo(Price.Absence.NOT_LISTED);
        }
    }

    @Test
    void of_shouldSayWhosePriceItIs_whereTheRegionHasNone() {
        Price price = prices.of("dax.t3.small", "ap-northeast-2");
        assertThat(price.region()).isEqualTo("us-east-1");
        assertThat(price.wanted()).isEqualTo("ap-northeast-2");
        assertThat(price.each()).isEqualTo(0.04);
        assertThat(price.absence()).isEqualTo(Price.Absence.NOT_OFFERED);
        assertThat(prices.of("kinesis.shard", "ap-northeast-2").absence()).isEqualTo(Price.Absence.NOT_FOUND);
        assertThat(prices.of("kinesis.shard", "eu-west-1").absence()).isEqualTo(Price.Absence.NOT_LISTED);
        assertThat(prices.of("kinesis.shard", "ap-northeast-1").absence()).isNull();
    }

    @Test
    void of_shouldRefuseWhatIsNotInTheTable() {
        assertThatThrownBy(() -> prices.of("lambda.smiles", "us-east-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lambda.smiles")
                .hasMessageContaining("lambda.request");
    }
}
