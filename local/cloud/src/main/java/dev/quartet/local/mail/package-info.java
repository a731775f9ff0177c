/** The mailbox: mail that the local cloud has sent, kept for reading. */
@NullMarked
package dev.quartet.local.mail;

import org.jspecify.annotations.NullMarked;
