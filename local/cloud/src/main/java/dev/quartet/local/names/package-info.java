/** The program's own names: Route 53's zones and records, and ACM's certificates, which records prove. */
@NullMarked
package dev.quartet.local.names;

import org.jspecify.annotations.NullMarked;
