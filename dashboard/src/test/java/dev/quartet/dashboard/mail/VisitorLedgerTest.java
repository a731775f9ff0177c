package dev.quartet.dashboard.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartet.dashboard.fixture.FakeMail;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class VisitorLedgerTest {
    private final FakeMail mail = new FakeMail(LocalDate.of(2026, 5, 20), 70);

    private VisitorLedger ledger(@Nullable VisitorStatus status) {
        return new VisitorLedger(mail.dynamoDb("r", null), "visitors", YearMonth.of(2026, 5), status);
    }

    @Test
    void page_shouldReadNoFurtherThanWanted() {
        List<Visitor> first = ledger(null).page(0, 50);
        assertThat(first).hasSize(50).isSortedAccordingTo((a, b) -> b.signedUpAt()
                .compareTo(a.signedUpAt()));
        assertThat(mail.queries).singleElement().satisfies(query -> {
            assertThat(query.indexName()).isEqualTo("byMonth");
            assertThat(query.scanIndexForward()).isFalse();
            assertThat(query.limit()).isEqualTo(50);
        });
    }

    @Test
    void page_shouldGoBackOverMonths_untilNobodySignedUpForAYear() {
        VisitorLedger ledger = ledger(null);
        HashSet<String> seen = new HashSet<>();
        for (int offset = 0; offset < 300; offset += 50) {
            ledger.page(offset, 50).forEach(visitor -> seen.add(visitor.email()));
        }
        assertThat(seen).hasSize(210);
        assertThat(ledger.page(200, 50)).hasSize(10);
        assertThat(mail.queries
                        .getLast()
                        .expressionAttributeValues()
                        .get(":month")
                        .s())
                .as("March was the first month with visitors")
                .isEqualTo("2025-03");
    }

    @Test
    void page_shouldHoldOnlyTheStatusThatIsWanted() {
        List<Visitor> bounced = ledger(VisitorStatus.BOUNCED).page(0, 50);
        assertThat(bounced).hasSize(30).allSatisfy(visitor -> {
            assertThat(visitor.status()).isEqualTo(VisitorStatus.BOUNCED);
            assertThat(visitor.bounceType()).isEqualTo("Permanent");
        });
    }

    @Test
    void page_shouldReadAnsweredLinesAgain_withoutAsking() {
        VisitorLedger ledger = ledger(null);
        ledger.page(0, 50);
        int asked = mail.queries.size();
        assertThat(ledger.page(10, 20)).hasSize(20);
        assertThat(mail.queries).hasSize(asked);
    }

    @Test
    void visitor_shouldReadWhatItCan_andHideThePerson() {
        Visitor visitor = Visitor.of(Map.of(
                "email", AttributeValue.fromS("mina@example.com"),
                "name", AttributeValue.fromS("Mina"),
                "status", AttributeValue.fromS("LOST"),
                "signedUpAt", AttributeValue.fromS("2026-05-01T10:00:00Z#8f"),
                "sentAt", AttributeValue.fromS("yesterday"),
                "sends", AttributeValue.fromN("2")));
        assertThat(visitor.maskedEmail()).isEqualTo("m•••@example.com");
        assertThat(visitor.maskedName()).isEqualTo("M•••");
        assertThat(visitor.status()).isNull();
        assertThat(visitor.signedUpAt()).isEqualTo("2026-05-01T10:00:00Z");
        assertThat(visitor.sentAt()).isNull();
        assertThat(visitor.sends()).isEqualTo(2);
        assertThat(visitor.toString()).doesNotContain("ina");
    }
}
