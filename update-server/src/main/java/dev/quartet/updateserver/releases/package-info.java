/** The folder of releases: which files there are, and how they are served. */
@NullMarked
package dev.quartet.updateserver.releases;

import org.jspecify.annotations.NullMarked;
