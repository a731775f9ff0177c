/** The to-do app's back end: docs/api/todo.yaml over a DynamoDB table, through DAX where there is one. */
@NullMarked
package dev.quartet.functions.todo;

import org.jspecify.annotations.NullMarked;
