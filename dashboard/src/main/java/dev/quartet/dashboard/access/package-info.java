/** Who may look: open on loopback, a bcrypt user elsewhere. */
@NullMarked
package dev.quartet.dashboard.access;

import org.jspecify.annotations.NullMarked;
