/** What the blog's functions share: how pictures lie in the table, addresses. */
@NullMarked
package dev.quartet.functions.blog;

import org.jspecify.annotations.NullMarked;
