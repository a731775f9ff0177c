/** What several functions share: API Gateway's requests and responses, problems, logs and business figures. */
@NullMarked
package dev.quartet.functions.common;

import org.jspecify.annotations.NullMarked;
