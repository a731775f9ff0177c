/** Who may look, and at what: open on loopback, the stack's user pool or a bcrypt user elsewhere. */
@NullMarked
package dev.quartet.dashboard.access;

import org.jspecify.annotations.NullMarked;
