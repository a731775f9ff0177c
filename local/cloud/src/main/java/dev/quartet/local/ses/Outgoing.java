package dev.quartet.local.ses;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mail that is to be sent, its template not rendered yet. Immutable.
 *
 * @param to all recipients, those of Cc and Bcc among them
 * @param content what it says, or how to make it
 * @param tags of the message, by name
 */
record Outgoing(
        Address from, List<Address> to, Content content, Optional<String> configurationSet, Map<String, String> tags) {
    Outgoing {
        to = List.copyOf(to);
        tags = Map.copyOf(tags);
    }

    /** What a mail says. */
    sealed interface Content {
        /** Returns the IAM actions that sending it takes. */
        List<String> actions();
    }

    /** Subject and bodies, which may be empty. */
    record Simple(String subject, String text, Optional<String> html) implements Content {
        @Override
        public List<String> actions() {
            return List.of("ses:SendEmail");
        }
    }

    /** A MIME message. */
    record Raw(String subject, String body) implements Content {
        @Override
        public List<String> actions() {
            return List.of("ses:SendRawEmail");
        }
    }

    /**
     * A template with its data.
     *
     * @param stored if it is one of the account's, not one that came with the request
     */
    record Templated(MailTemplate template, boolean stored, String data) implements Content {
        @Override
        public List<String> actions() {
            // What AWS's pages say of version 2 is not of one mind: a role that has both is right in any case.
            return List.of("ses:SendEmail", "ses:SendTemplatedEmail");
        }
    }

    /** Returns the addresses as they were given. */
    List<String> recipients() {
        var result = new ArrayList<String>();
        to.forEach(address -> result.add(address.email()));
        return result;
    }
}
