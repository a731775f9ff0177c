/** The DAX cluster that the architectures share. */
@NullMarked
package dev.quartet.infra.dax;

import org.jspecify.annotations.NullMarked;
