package dev.quartet.local.apigateway.shared;

import dev.quartet.local.core.LogSink;
import dev.quartet.local.core.ProvisionException;
import java.util.regex.Pattern;

/** A stage's access log: one line a request into the configured log group. Thread-safe. */
public final class AccessLog {
    private static final Pattern LOG_GROUP =
            Pattern.compile("arn:aws[\\w-]*:logs:[^:]*:\\d+:log-group:([^:*]+)(:\\*)?");

    private final LogSink logs;
    private final String group;
    private final String stream;
    private final Template format;

    private AccessLog(LogSink logs, String group, String stream, Template format) {
        this.logs = logs;
        this.group = group;
        this.stream = stream;
        this.format = format;
    }

    /** Creates it; refuses as AWS does a format without the request's id and a destination that is no log group. */
    public static AccessLog of(String owner, LogSink logs, String stream, String destinationArn, String format) {
        var group = LOG_GROUP.matcher(destinationArn);
        if (!group.matches()) {
            throw new ProvisionException(
                    "%s: BadRequestException: Invalid ARN specified in the request: %s is not a log group's ARN"
                            .formatted(owner, destinationArn));
        }
        var template = Template.parse(format);
        if (!template.uses("context.requestId") && !template.uses("context.extendedRequestId")) {
            throw new ProvisionException(
                    ("%s: BadRequestException: The access log format must contain $context.requestId or"
                                    + " $context.extendedRequestId: %s")
                            .formatted(owner, format));
        }
        return new AccessLog(logs, group.group(1), stream, template);
    }

    /** Appends the line of one request. */
    public void append(Variables call) {
        logs.append(group, stream, format.render(call, JsonText::escape, "-"));
    }
}
