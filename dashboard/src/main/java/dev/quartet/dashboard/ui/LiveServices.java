package dev.quartet.dashboard.ui;

import dev.quartet.dashboard.feed.MetricFeed;
import dev.quartet.dashboard.stack.StackRepository;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What every live view needs. */
@Component
public record LiveServices(StackRepository stacks, MetricFeed feed, Clock clock) {}
