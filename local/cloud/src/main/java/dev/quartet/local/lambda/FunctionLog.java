package dev.quartet.local.lambda;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.LogSink;
import java.util.ArrayDeque;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one process's lines go: a stream of the function's log group, as long as its role may write there; without that
 * right Lambda writes nothing, and says nothing either. Thread-safe.
 */
final class FunctionLog {
    private static final Logger log = LoggerFactory.getLogger(FunctionLog.class);
    /** What X-Amz-Log-Type: Tail answers, in characters. */
    private static final int TAIL = 4096;

    private final LogSink sink;
    private final String group;
    private final String stream;
    private final boolean writable;
    private final ArrayDeque<String> tail = new ArrayDeque<>();
    private int tailSize;

    FunctionLog(CloudContext context, LogSink sink, Authorizer authorizer, Caller role, String group, String stream) {
        this.sink = sink;
        this.group = group;
        this.stream = stream;
        this.writable = writable(context, authorizer, role);
    }

    String stream() {
        return stream;
    }

    void line(String line) {
        synchronized (tail) {
            tail.addLast(line);
            tailSize += line.length() + 1;
            while (tailSize > TAIL && tail.size() > 1) {
                tailSize -= tail.removeFirst().length() + 1;
            }
        }
        if (writable) {
            sink.append(group, stream, line);
        }
    }

    /** Forgets the lines of earlier events. */
    void beginTail() {
        synchronized (tail) {
            tail.clear();
            tailSize = 0;
        }
    }

    /** Returns the last 4 kB of this event's lines. */
    String tail() {
        synchronized (tail) {
            return tail.stream().collect(Collectors.joining("\n", "", "\n"));
        }
    }

    private boolean writable(CloudContext context, Authorizer authorizer, Caller role) {
        var streamArn = context.arn("logs", "log-group:%s:log-stream:%s".formatted(group, stream))
                .toString();
        if (!sink.hasGroup(group)) {
            if (!allowed(
                    authorizer,
                    role,
                    "logs:CreateLogGroup",
                    context.arn("logs", "log-group:" + group).toString())) {
                log.warn("log group {} does not exist and {} may not create it: nothing is logged", group, role.arn());
                return false;
            }
            sink.createGroup(group);
        }
        for (var action : new String[] {"logs:CreateLogStream", "logs:PutLogEvents"}) {
            if (!allowed(authorizer, role, action, streamArn)) {
                log.warn("{} is not allowed {} on {}: nothing is logged", role.arn(), action, streamArn);
                return false;
            }
        }
        return true;
    }

    private static boolean allowed(Authorizer authorizer, Caller role, String action, String resource) {
        return authorizer.allows(AccessRequest.of(role, action, resource));
    }
}
