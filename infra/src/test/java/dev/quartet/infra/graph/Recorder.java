package dev.quartet.infra.graph;

import com.pulumi.asset.Archive;
import com.pulumi.asset.AssetOrArchive;
import com.pulumi.resources.Resource;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import com.pulumi.test.internal.MockMonitor;
import com.pulumi.test.internal.PulumiTestInternal;
import dev.quartet.infra.QuartetStack;
import dev.quartet.infra.core.ProgramFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;

/** Runs the program without Pulumi's engine and keeps what it registers. */
public final class Recorder implements Mocks {
    /** Tests run in the module's folder, and before anything is packaged. */
    private static final ProgramFiles FILES = new ProgramFiles(Path.of(".."), file -> "5a".repeat(32));

    private record Key(String type, String name) {}

    private record Registration(Class<?> resource, RegisterResourceRequest request) {}

    private record State(String id, Map<String, Object> inputs, Map<String, Object> outputs) {}

    private final Map<Key, Registration> registrations = new ConcurrentHashMap<>();
    private final Map<Key, State> states = new ConcurrentHashMap<>();
    private final Map<Key, String> urns = new ConcurrentHashMap<>();

    private final boolean preview;

    private Recorder(boolean preview) {
        this.preview = preview;
    }

    /** Runs the program for a stack with this configuration (full keys); throws what the program throws. */
    public static StackGraph record(String stack, Map<String, String> config) {
        return run(new Recorder(false), stack, config);
    }

    /** Runs the program as a preview of a stack that does not exist yet: no output of a resource is known. */
    public static StackGraph preview(String stack, Map<String, String> config) {
        return run(new Recorder(true), stack, config);
    }

    private static StackGraph run(Recorder recorder, String stack, Map<String, String> config) {
        Map<String, String> full = new HashMap<>(config);
        full.putIfAbsent("aws:region", "ap-northeast-1");
        try {
            TestResult result = PulumiTestInternal.builder()
                    .mocks(recorder)
                    .monitorDecorator(unused -> recorder.new Monitor())
                    .options(TestOptions.builder()
                            .projectName("quartet")
                            .stackName(stack)
                            .preview(recorder.preview)
                            .build())
                    .config(full)
                    .build()
                    .runTest(context -> QuartetStack.build(context, QuartetStack.settings(context), FILES))
                    .throwOnError();
            Map<String, Object> exports = new TreeMap<>();
            result.outputs().forEach((key, output) -> exports.put(key, plain(PulumiTest.extractValue(output))));
            return new StackGraph(stack, full.get("aws:region"), recorder.nodes(), exports);
        } finally {
            PulumiTest.cleanup();
        }
    }

    /** Sees the whole registration; {@link Mocks} is told of type, name and inputs alone. */
    private final class Monitor extends MockMonitor {
        Monitor() {
            super(Recorder.this, PulumiTestInternal.mockLog());
        }

        @Override
        public CompletableFuture<RegisterResourceResponse> registerResourceAsync(
                Resource resource, RegisterResourceRequest request) {
            Key key = new Key(request.getType(), request.getName());
            if (registrations.putIfAbsent(key, new Registration(resource.getClass(), request)) != null) {
                return CompletableFuture.failedFuture(new IllegalStateException("registered twice: " + key));
            }
            return super.registerResourceAsync(resource, request).thenApply(response -> {
                urns.put(key, response.getUrn());
                return response;
            });
        }
    }

    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs args) {
        Key key = new Key(args.type, args.name);
        Registration registration = registrations.get(key);
        if (registration == null || !registration.request().getCustom()) {
            states.put(key, new State("", args.inputs, Map.of()));
            return CompletableFuture.completedFuture(ResourceResult.of(Optional.empty(), args.inputs));
        }
        Map<String, Object> outputs =
                preview ? Map.of() : Invented.outputs(registration.resource(), args.type, args.name, args.inputs);
        String id = preview ? "" : Invented.id(args.type, args.name);
        states.put(key, new State(id, args.inputs, outputs));
        Map<String, Object> state = new HashMap<>(args.inputs);
        state.putAll(outputs);
        return CompletableFuture.completedFuture(
                ResourceResult.of(Optional.of(id).filter(known -> !known.isEmpty()), state));
    }

    @Override
    public CompletableFuture<Map<String, Object>> callAsync(CallArgs args) {
        return CompletableFuture.completedFuture(
                switch (args.token) {
                    case "aws:index/getCallerIdentity:getCallerIdentity" ->
                        Map.of(
                                "accountId",
                                "123456789012",
                                "arn",
                                "arn:aws:iam::123456789012:root",
                                "userId",
                                "AIDA",
                                "id",
                                "1");
                    case "aws:index/getAvailabilityZones:getAvailabilityZones" ->
                        Map.of(
                                "id", "zones",
                                "names", List.of("ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"),
                                "zoneIds", List.of("apne1-az4", "apne1-az3", "apne1-az1"),
                                "groupNames", List.of());
                    case "aws:ec2/getManagedPrefixList:getManagedPrefixList" ->
                        Map.of("id", "pl-58a04531", "name", args.args.get("name"));
                    default -> throw new IllegalArgumentException("no answer for " + args.token);
                });
    }

    private List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        registrations.forEach((key, registration) -> {
            State state = states.get(key);
            if (state != null && !key.type().equals("pulumi:pulumi:Stack")) {
                nodes.add(node(key, registration.request(), state));
            }
        });
        nodes.sort(Comparator.comparing(Node::urn));
        return nodes;
    }

    private Node node(Key key, RegisterResourceRequest request, State state) {
        Map<String, List<String>> byProperty = new TreeMap<>();
        request.getPropertyDependenciesMap()
                .forEach((property, urnList) -> byProperty.put(property, List.copyOf(urnList.getUrnsList())));
        return new Node(
                key.type(),
                key.name(),
                urns.getOrDefault(key, key.toString()),
                request.getParent(),
                request.getCustom(),
                state.id(),
                plainMap(state.inputs()),
                plainMap(state.outputs()),
                List.copyOf(request.getDependenciesList()),
                byProperty,
                request.getProvider(),
                request.getProtect());
    }

    private static Map<String, Object> plainMap(Map<String, Object> map) {
        Map<String, Object> plain = new TreeMap<>();
        map.forEach((key, value) -> plain.put(key, plain(value)));
        return plain;
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new TreeMap<>();
            map.forEach((key, inner) -> plain.put(key.toString(), plain(inner)));
            return plain;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Recorder::plain).toList();
        }
        if (value instanceof AssetOrArchive asset) {
            var inner = AssetOrArchive.AssetOrArchiveInternal.from(asset);
            String kind = asset instanceof Archive ? "$archive" : "$asset";
            return Map.of(kind, Map.of(inner.getPropName(), plain(inner.getValue())));
        }
        return value instanceof Double number && number == Math.rint(number) ? (Object) number.longValue() : value;
    }
}
