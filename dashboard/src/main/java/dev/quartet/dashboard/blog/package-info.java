/** Architecture 2: edge, site, posts API, thumbnails, with what flows between them. */
@NullMarked
package dev.quartet.dashboard.blog;

import org.jspecify.annotations.NullMarked;
