/** DynamoDB tables. */
@NullMarked
package dev.quartet.infra.table;

import org.jspecify.annotations.NullMarked;
