/** The Welcome mails view: how many, to whom, and whether SES still likes us. */
@NullMarked
package dev.quartet.dashboard.mails;

import org.jspecify.annotations.NullMarked;
