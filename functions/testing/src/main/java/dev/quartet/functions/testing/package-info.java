/** What functions' tests share: calls as API Gateway makes them, held to an API's document, and DynamoDB in the test's process. */
@NullMarked
package dev.quartet.functions.testing;

import org.jspecify.annotations.NullMarked;
