/** Architecture 2: a global website. */
@NullMarked
package dev.quartet.infra.blog;

import org.jspecify.annotations.NullMarked;
