/** DAX: clusters as front doors with an item cache and a query cache before DynamoDB. */
@NullMarked
package dev.quartet.local.dax;

import org.jspecify.annotations.NullMarked;
