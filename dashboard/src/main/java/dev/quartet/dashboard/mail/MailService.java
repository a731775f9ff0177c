package dev.quartet.dashboard.mail;

import dev.quartet.dashboard.config.MailClients;
import dev.quartet.dashboard.feed.Answer;
import dev.quartet.dashboard.feed.Kept;
import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.exports.BlogExports;
import dev.quartet.exports.StackExports;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The welcome mails of a stack beside their metrics; what all viewers see alike is asked for once. Thread-safe. */
@Component
public final class MailService {
    /** Objects that one listing brings. */
    private static final int COUNTED = 1000;

    private final MailClients clients;
    private final MetricFeed feed;
    private final Clock clock;
    private final Map<String, Kept<MailAccount>> accounts = new ConcurrentHashMap<>();
    private final Map<String, Kept<FailedRecords>> failed = new ConcurrentHashMap<>();

    MailService(MailClients clients, MetricFeed feed, Clock clock) {
        this.clients = clients;
        this.feed = feed;
        this.clock = clock;
    }

    /** Quota, sandbox and standing; may take the time of a call. */
    public Answer<MailAccount> account(StackExports exports) {
        return accounts.computeIfAbsent(
                        where(exports),
                        key -> kept(() -> MailAccount.of(clients.ses(exports.region(), exports.endpointUrl())
                                .getAccount(request -> {}))))
                .get();
    }

    /** What waits to be replayed; may take the time of a call. */
    public Answer<FailedRecords> failed(StackExports exports, BlogExports blog) {
        String bucket = blog.failedRecordsBucket();
        return failed.computeIfAbsent(
                        where(exports) + " " + bucket,
                        key -> kept(() -> FailedRecords.of(
                                bucket,
                                clients.s3(exports.region(), exports.endpointUrl())
                                        .listObjectsV2(request -> request.bucket(bucket)
                                                .prefix(FailedRecords.PREFIX)
                                                .maxKeys(COUNTED)))))
                .get();
    }

    /** A new reading of the visitors for one viewer. */
    public VisitorLedger ledger(StackExports exports, BlogExports blog, @Nullable VisitorStatus status) {
        return new VisitorLedger(
                clients.dynamoDb(exports.region(), exports.endpointUrl()),
                blog.visitorsTable().name(),
                YearMonth.from(clock.instant().atZone(ZoneOffset.UTC)),
                status);
    }

    private <T> Kept<T> kept(Supplier<T> ask) {
        Duration age = feed.pace().base();
        return new Kept<>(ask, age, clock);
    }

    private static String where(StackExports exports) {
        return exports.region() + " " + exports.endpointUrl();
    }
}
