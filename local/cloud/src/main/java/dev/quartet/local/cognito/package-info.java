/** Cognito: user pools that issue real signed tokens, and identity pools that trade them for credentials. */
@NullMarked
package dev.quartet.local.cognito;

import org.jspecify.annotations.NullMarked;
