package dev.quartet.dashboard.costs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.ui.Words;
import dev.quartet.exports.prices.PriceTable;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

final class PricesTest {
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("vaadin-i18n.translations", Locale.ROOT);
    private static final Words WORDS = (key, parameters) -> MessageFormat.format(TEXTS.getString(key), parameters);

    private final PriceTable table = PriceTable.load();

    @Test
    void note_shouldSayWhosePriceItIs_andWhyNotTheRegions() {
        assertThat(note("dax.t3.small", "ap-northeast-2"))
                .contains("us-east-1, since AWS does not offer it in ap-northeast-2");
        assertThat(note("kinesis.shard", "ap-northeast-2"))
                .contains("us-east-1, since no price for ap-northeast-2 could be found");
        assertThat(note("sqs.request", "eu-west-1")).contains("us-east-1, since the table has no prices for eu-west-1");
        assertThat(note("sqs.request", "ap-northeast-2"))
                .isEqualTo("Amazon SQS, ap-northeast-2, list price of 2026-10-06");
    }

    private String note(String key, String region) {
        return Prices.note(table.of(key, region), WORDS);
    }
}
