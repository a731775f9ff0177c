package dev.quartet.local.elb;

import java.io.IOException;

/** What stands behind a target group. Thread-safe. */
sealed interface Backend permits LambdaBackend, HttpBackend {
    /** Answers {@code call} by one of the group's targets, or in the load balancer's own name when none can. Blocks. */
    void forward(Call call) throws IOException;
}
