/** The shell and the components every view shares. */
@NullMarked
package dev.quartet.dashboard.ui;

import org.jspecify.annotations.NullMarked;
