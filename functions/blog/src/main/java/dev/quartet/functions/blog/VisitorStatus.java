package dev.quartet.functions.blog;

/** How far a visitor's welcome mail is: the attribute {@code status} of an item of the visitors table. */
public enum VisitorStatus {
    /** No mail yet. */
    SIGNED_UP,
    /** Somebody is sending it, or was when he died: after {@code leaseUntil} it may be sent again. */
    SENDING,
    /** SES took it. */
    SENT,
    /** The address does not take mails. */
    BOUNCED,
    /** The visitor called it spam. */
    COMPLAINED
}
