/** Thumbnails of uploaded pictures. */
@NullMarked
package dev.quartet.functions.blog.thumbnail;

import org.jspecify.annotations.NullMarked;
