package dev.quartet.dashboard.feed;

import dev.quartet.dashboard.cloudwatch.ReadFailure;
import org.jspecify.annotations.Nullable;

/**
 * What a service answered last, and why it is no newer.
 *
 * @param value the last good one, null while there was none
 * @param failure of the last try, null where it went well
 */
public record Answer<T>(@Nullable T value, @Nullable ReadFailure failure) {}
