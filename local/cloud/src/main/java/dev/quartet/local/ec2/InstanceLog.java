package dev.quartet.local.ec2;

import static java.util.Objects.requireNonNull;

import dev.quartet.local.core.AccessRequest;
import dev.quartet.local.core.Authorizer;
import dev.quartet.local.core.Caller;
import dev.quartet.local.core.CloudContext;
import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.Reachability;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where an instance's lines go: the stream of its id in the log group that its script names, as long as the group exists, the
 * instance reaches CloudWatch Logs and its role may write there; else nowhere, with a warning. Thread-safe.
 */
final class InstanceLog {
    private static final Logger log = LoggerFactory.getLogger(InstanceLog.class);

    private final LogSink sink;
    private final String stream;
    private final Optional<String> group;

    private InstanceLog(LogSink sink, String stream, Optional<String> group) {
        this.sink = requireNonNull(sink, "sink is null");
        this.stream = requireNonNull(stream, "stream is null");
        this.group = requireNonNull(group, "group is null");
    }

    /** Returns one that writes nothing. */
    static InstanceLog silent(LogSink sink, String stream) {
        return new InstanceLog(sink, stream, Optional.empty());
    }

    /** Opens the instance's stream of {@code group}. */
    static InstanceLog open(
            CloudContext context,
            LogSink sink,
            Authorizer authorizer,
            Reachability network,
            Caller role,
            Ec2Instance instance,
            String group) {
        var why = refused(context, sink, authorizer, network, role, instance, group);
        why.ifPresent(text -> {
            log.warn("instance {}: nothing is logged in {}: {}", instance.id(), group, text);
            instance.console().line(context.clock().instant(), "amazon-cloudwatch-agent: " + text);
        });
        return new InstanceLog(sink, instance.id(), why.isEmpty() ? Optional.of(group) : Optional.empty());
    }

    private static Optional<String> refused(
            CloudContext context,
            LogSink sink,
            Authorizer authorizer,
            Reachability network,
            Caller role,
            Ec2Instance instance,
            String group) {
        if (!sink.hasGroup(group)) {
            return Optional.of("ResourceNotFoundException: The specified log group does not exist.");
        }
        var arn = context.arn("logs", "log-group:%s:log-stream:%s".formatted(group, instance.id()))
                .toString();
        for (var action : new String[] {"logs:CreateLogStream", "logs:PutLogEvents"}) {
            if (!authorizer.allows(AccessRequest.of(role, action, arn))) {
                return Optional.of("AccessDeniedException: %s is not authorized to perform: %s on resource: %s"
                        .formatted(role.arn(), action, arn));
            }
        }
        return network.blockedToService(instance.placement(), "logs").map(why -> "i/o timeout: " + why);
    }

    void line(String line) {
        group.ifPresent(name -> sink.append(name, stream, line));
    }
}
