/** STS: the root's credentials, sessions of roles, and its API. */
@NullMarked
package dev.quartet.local.sts;

import org.jspecify.annotations.NullMarked;
