package dev.quartet.dashboard.mail;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sesv2.model.GetAccountResponse;
import software.amazon.awssdk.services.sesv2.model.SendQuota;

/**
 * How the account may send.
 *
 * @param production false: the sandbox, which sends to verified addresses only
 * @param standing HEALTHY, PROBATION or SHUTDOWN
 * @param most mails in 24 hours; null where there is no limit or none is told
 * @param sent in the last 24 hours
 * @param perSecond mails a second
 */
public record MailAccount(
        boolean production,
        boolean sending,
        String standing,
        @Nullable Double most,
        @Nullable Double sent,
        @Nullable Double perSecond) {
    static MailAccount of(GetAccountResponse account) {
        SendQuota quota = account.sendQuota();
        return new MailAccount(
                Boolean.TRUE.equals(account.productionAccessEnabled()),
                Boolean.TRUE.equals(account.sendingEnabled()),
                account.enforcementStatus() == null ? "HEALTHY" : account.enforcementStatus(),
                // -1 stands for no limit (SendQuota, SES API reference).
                quota == null || quota.max24HourSend() == null || quota.max24HourSend() < 0
                        ? null
                        : quota.max24HourSend(),
                quota == null ? null : quota.sentLast24Hours(),
                quota == null ? null : quota.maxSendRate());
    }

    /** The part of the 24 hours' quota that is used; null where there is none. */
    public @Nullable Double used() {
        return most == null || most == 0 || sent == null ? null : (Double) (sent / most);
    }
}
