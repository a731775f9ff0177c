/** Deploying once more while the local cloud runs: what the program changed is found, and applied in place where it can be. */
@NullMarked
package dev.quartet.local.deploy;

import org.jspecify.annotations.NullMarked;
