package dev.quartet.e2e;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/** Reads the to-do function's log through CloudWatch Logs. */
public final class FunctionLog implements AutoCloseable {
    private final CloudWatchLogsClient client;
    private final String group;

    /** Opens the log of {@code stack}'s function. */
    public FunctionLog(StackAccess stack) {
        group = "/aws/lambda/" + stack.exports().todo().functions().get(0).name();
        client = CloudWatchLogsClient.builder()
                .endpointOverride(URI.create(stack.cloudUrl()))
                .region(stack.region())
                .credentialsProvider(stack.root())
                .build();
    }

    /** Returns its lines, oldest first. */
    public List<String> lines() {
        return client.filterLogEvents(request -> request.logGroupName(group)).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
