package dev.quartet.functions.blog.welcome;

import dev.quartet.functions.common.Digests;
import dev.quartet.functions.common.Figures;
import dev.quartet.functions.common.Logs;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * One visitor's mail: claim, send, mark. Whoever has the claim sends; a claim whose holder went silent is free again after its lease, and
 * then the mail may be a second one (at least once), which is counted.
 */
final class Welcome {
    private final Claims claims;
    private final Mailer mailer;
    private final Logs logs;
    private final Figures figures;

    Welcome(Claims claims, Mailer mailer, Logs logs, Figures figures) {
        this.claims = claims;
        this.mailer = mailer;
        this.logs = logs;
        this.figures = figures;
    }

    /** @return whether the record is done with; false if it must come again */
    boolean handle(StreamRecord visitor) {
        if (!visitor.event().equals("INSERT")) {
            return true;
        }
        try {
            Claims.Outcome outcome = claims.claim(visitor.email());
            if (outcome instanceof Claims.Claim claim) {
                return send(claim);
            }
            log("not sent", visitor.email(), "because", outcome);
            return outcome != Claims.Refusal.LEASED;
        } catch (SdkException e) {
            logs.error("the visitors table did not answer", e);
            return false;
        }
    }

    private boolean send(Claims.Claim claim) {
        if (claim.sends() > 1) {
            // How the send before ended is not known: this may be the visitor's second mail.
            figures.count("WelcomeMailsRepeated");
        }
        try {
            String messageId = mailer.send(claim.email(), claim.name(), claim.locale());
            claims.sent(claim, messageId);
            figures.count("WelcomeMailsSent");
            log("sent", claim.email(), "messageId", messageId);
            return true;
        } catch (Mailer.RefusedException e) {
            figures.count("WelcomeMailsRefused");
            logs.error("SES did not take the mail", e);
            claims.giveBack(claim);
            return false;
        } catch (Mailer.UnclearException e) {
            figures.count("WelcomeMailsUnclear");
            logs.error("whether SES took the mail is not known; it is sent again after the lease", e);
            return false;
        }
    }

    /** Addresses stay out of the logs: a digest tells visitors apart there. */
    private void log(String message, String email, String name, Object value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("visitor", Digests.pseudonym(email));
        fields.put(name, value);
        logs.info(message, fields);
    }
}
