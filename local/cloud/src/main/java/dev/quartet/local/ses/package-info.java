/** Amazon SES v2: identities, configuration sets, templates, sending with the mailbox simulator, and events. */
@NullMarked
package dev.quartet.local.ses;

import org.jspecify.annotations.NullMarked;
