/** How functions reach AWS: clients with time-outs and bounded tries, a table with DAX in front of it, items' attributes. */
@NullMarked
package dev.quartet.functions.data;

import org.jspecify.annotations.NullMarked;
