/** What SES says about welcome mails, noted on the visitors. */
@NullMarked
package dev.quartet.functions.blog.feedback;

import org.jspecify.annotations.NullMarked;
