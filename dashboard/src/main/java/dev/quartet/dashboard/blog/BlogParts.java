package dev.quartet.dashboard.blog;

import dev.quartet.exports.BlogExports;
import dev.quartet.exports.FunctionRef;

/** The blog's functions by what they do; the end of their names tells, as the program gives them. */
enum BlogParts {
    API("blog-api"),
    WELCOME("blog-welcome"),
    FEEDBACK("blog-feedback"),
    THUMBNAILS("blog-thumbnails");

    private final String suffix;

    BlogParts(String suffix) {
        this.suffix = suffix;
    }

    /** The function's name in this stack; where it has none, a name of which nothing is reported. */
    String in(BlogExports blog) {
        return blog.functions().stream()
                .map(FunctionRef::name)
                .filter(name -> name.endsWith(suffix))
                .findFirst()
                .orElse(suffix);
    }

    /** What is said instead of a whole name: the part that differs. */
    static String shortName(String function) {
        int blog = function.lastIndexOf("blog-");
        return blog < 0 ? function : function.substring(blog + "blog-".length());
    }
}
