package dev.quartet.dashboard.mail;

/** Where a visitor's welcome mail stands, as the blog's functions write it. */
public enum VisitorStatus {
    SIGNED_UP,
    SENDING,
    SENT,
    BOUNCED,
    COMPLAINED
}
