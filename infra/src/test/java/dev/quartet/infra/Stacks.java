package dev.quartet.infra;

import dev.quartet.infra.graph.Recorder;
import dev.quartet.infra.graph.StackGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stacks that the tests look at: those of the committed configurations and one with everything, each run once. */
final class Stacks {
    private static final Pattern ENTRY = Pattern.compile("^ {2}([a-z]+:[A-Za-z]+): *(.*)$");
    private static final Pattern ELEMENT = Pattern.compile("^ {4}- (.*)$");
    static final String IMAGE =
            "123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/quartet/dashboard@sha256:" + "5a".repeat(32);
    static final Map<String, StackGraph> BY_NAME = new LinkedHashMap<>();

    static {
        for (String stack : List.of("local", "dev", "prod")) {
            BY_NAME.put(stack, Recorder.record(stack, config(stack)));
        }
        BY_NAME.put("full", Recorder.record("full", full()));
    }

    /** Returns production with everything that is off by default: replicas, a domain of its own, a firewall, the dashboard. */
    static Map<String, String> full() {
        Map<String, String> config = new LinkedHashMap<>(config("prod"));
        config.put("quartet:mailFrom", "hello@mail.blog.example.com");
        config.put("quartet:blogDomain", "blog.example.com");
        config.put("quartet:hostedZoneId", "Z0123456789ABCDEFGHIJ");
        config.put("quartet:domain", "shop.example.com");
        config.put("quartet:stream", "onDemand");
        config.remove("quartet:streamShards");
        config.put("quartet:streamBatchWindowSeconds", "5");
        config.put("quartet:streamParallelization", "4");
        config.put("quartet:canary", "[{\"function\":\"orders-api\",\"stable\":\"3\",\"weight\":10}]");
        config.put("quartet:updatesOriginShield", "true");
        config.put("quartet:ssm", "true");
        config.put("quartet:waf", "true");
        config.put("quartet:replicaRegions", "us-west-2,eu-central-1");
        config.put("quartet:alarmEmails", "operations@example.com");
        config.put("quartet:dashboard", "true");
        config.put("quartet:dashboardImage", IMAGE);
        config.put("quartet:dashboardProcessor", "x86_64");
        config.put("quartet:dashboardTasks", "2");
        return config;
    }

    private Stacks() {}

    static StackGraph get(String stack) {
        return BY_NAME.get(stack);
    }

    /** Returns the configuration of a Pulumi.<stack>.yaml with all architectures. */
    static Map<String, String> config(String stack) {
        Map<String, String> config = committed(stack);
        config.put("quartet:architectures", "todo,blog,services,updates");
        config.putIfAbsent("quartet:mailFrom", "blog@example.com");
        return config;
    }

    /** Reads the plain keys and one-line lists of a Pulumi.<stack>.yaml. */
    private static Map<String, String> committed(String stack) {
        Map<String, String> config = new LinkedHashMap<>();
        String key = "";
        for (String line : lines(Path.of("..", "Pulumi." + stack + ".yaml"))) {
            Matcher entry = ENTRY.matcher(line);
            Matcher element = ELEMENT.matcher(line);
            if (entry.matches()) {
                key = entry.group(1);
                config.put(key, entry.group(2).replace("\"", ""));
            } else if (element.matches()) {
                config.merge(key, element.group(1), (a, b) -> a.isEmpty() ? b : a + "," + b);
            }
        }
        return config;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
