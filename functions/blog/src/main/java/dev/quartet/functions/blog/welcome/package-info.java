/** One welcome mail for each new visitor, by the stream of the visitors' table. */
@NullMarked
package dev.quartet.functions.blog.welcome;

import org.jspecify.annotations.NullMarked;
