/** Cognito user pools. */
@NullMarked
package dev.quartet.infra.users;

import org.jspecify.annotations.NullMarked;
