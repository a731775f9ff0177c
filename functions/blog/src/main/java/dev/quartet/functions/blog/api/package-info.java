/** The blog's API: docs/api/blog.yaml over the tables of posts and of visitors. */
@NullMarked
package dev.quartet.functions.blog.api;

import org.jspecify.annotations.NullMarked;
