package dev.quartet.functions.common;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Business figures of one request, written as one line of CloudWatch's embedded metric format, so that they cost no call. Each is a
 * count under the dimension FunctionName.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *     Embedded metric format specification</a>
 */
public final class Figures {
    private final String namespace;
    private final String functionName;
    private final Logs logs;
    private final Clock clock;
    private final Map<String, Long> counts = new LinkedHashMap<>();

    public Figures(String namespace, String functionName, Logs logs, Clock clock) {
        this.namespace = namespace;
        this.functionName = functionName;
        this.logs = logs;
        this.clock = clock;
    }

    /** Under the name that Lambda gives the function; where it gives none, as in tests, under "local". */
    public static Figures of(String namespace, Env env, Logs logs, Clock clock) {
        String functionName = env.optional("AWS_LAMBDA_FUNCTION_NAME");
        return new Figures(namespace, functionName == null ? "local" : functionName, logs, clock);
    }

    public void count(String metric) {
        count(metric, 1);
    }

    /** Nothing is counted of none. */
    public void count(String metric, long times) {
        if (times > 0) {
            counts.merge(metric, times, Long::sum);
        }
    }

    /** Writes what was counted since the last time; nothing if that is nothing. */
    public void flush() {
        if (counts.isEmpty()) {
            return;
        }
        List<Map<String, String>> metrics = new ArrayList<>();
        for (String name : counts.keySet()) {
            metrics.add(Map.of("Name", name, "Unit", "Count"));
        }
        Map<String, Object> directive = new LinkedHashMap<>();
        directive.put("Namespace", namespace);
        directive.put("Dimensions", List.of(List.of("FunctionName")));
        directive.put("Metrics", metrics);
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("_aws", Map.of("Timestamp", clock.millis(), "CloudWatchMetrics", List.of(directive)));
        line.put("FunctionName", functionName);
        line.putAll(counts);
        counts.clear();
        logs.write(line);
    }
}
