/** IAM: roles and policies of the program, and the decision who may do what. */
@NullMarked
package dev.quartet.local.iam;

import org.jspecify.annotations.NullMarked;
