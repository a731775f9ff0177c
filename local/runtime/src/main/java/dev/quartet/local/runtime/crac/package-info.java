/**
 * The checkpoint implementation that {@code org.crac} finds by the system property {@code org.crac.Core.Compat}. Its class and
 * method names are the ones which org.crac looks up by reflection.
 */
@NullMarked
package dev.quartet.local.runtime.crac;

import org.jspecify.annotations.NullMarked;
