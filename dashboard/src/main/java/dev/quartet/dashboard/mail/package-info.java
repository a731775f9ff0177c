/** What is known of the welcome mails beside their metrics: the visitors' ledger, SES' account, failed records. */
@NullMarked
package dev.quartet.dashboard.mail;

import org.jspecify.annotations.NullMarked;
