package dev.quartet.local.ses;

/** A template; parts that it lacks are empty. Immutable. */
record MailTemplate(String name, String subject, String html, String text) {}
