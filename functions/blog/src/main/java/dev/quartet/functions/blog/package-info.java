/** What the blog's functions share: how pictures lie in the table, times that sort. */
@NullMarked
package dev.quartet.functions.blog;

import org.jspecify.annotations.NullMarked;
