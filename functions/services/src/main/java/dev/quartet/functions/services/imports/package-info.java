/** Orders out of CSV files. */
@NullMarked
package dev.quartet.functions.services.imports;

import org.jspecify.annotations.NullMarked;
