/** The Todo view: topology and charts. */
@NullMarked
package dev.quartet.dashboard.todo;

import org.jspecify.annotations.NullMarked;
