/** What every component needs: names, account, providers. */
@NullMarked
package dev.quartet.infra.core;

import org.jspecify.annotations.NullMarked;
