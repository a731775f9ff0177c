package dev.quartet.local.cli;

import dev.quartet.local.core.Placement;
import dev.quartet.local.gateway.BlockedCalls;
import dev.quartet.local.logs.LogStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the function's own log why its call gets no answer: on AWS one would have to guess. */
final class BlockedLog implements BlockedCalls {
    private static final Logger log = LoggerFactory.getLogger(BlockedLog.class);

    private final LogStore logs;

    BlockedLog(LogStore logs) {
        this.logs = logs;
    }

    @Override
    public void blocked(Placement from, String service, String reason) {
        var group = "/aws/lambda/" + from.owner();
        var text = "[network] a call of %s to %s gets no answer: %s".formatted(from.owner(), service, reason);
        log.warn("{}", text);
        if (logs.hasGroup(group)) {
            logs.append(group, "network", text);
        }
    }
}
