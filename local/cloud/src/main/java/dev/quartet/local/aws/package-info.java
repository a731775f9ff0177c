/** How AWS services are spoken to: requests after their signature check, and the wire protocols. */
@NullMarked
package dev.quartet.local.aws;

import org.jspecify.annotations.NullMarked;
