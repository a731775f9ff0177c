package dev.quartet.local.engine;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.quartet.local.core.Inputs;
import dev.quartet.local.core.ProvisionException;
import dev.quartet.local.core.Provisioned;
import dev.quartet.local.core.Registration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import pulumirpc.Resource.RegisterResourceRequest;
import pulumirpc.Resource.RegisterResourceResponse;

/** Answers registrations: names the resource, has it provisioned, keeps it in the graph. Thread-safe. */
final class Registrar {
    private final Program program;
    private final Provisioner provisioner;
    private final RunListener listener;
    private final Providers providers;
    private final Graph graph = new Graph();
    private final Set<String> urns = ConcurrentHashMap.newKeySet();

    Registrar(Program program, Provisioner provisioner, RunListener listener) {
        this.program = program;
        this.provisioner = provisioner;
        this.listener = listener;
        this.providers = new Providers(program.config());
    }

    Graph graph() {
        return graph;
    }

    Providers.Settings provider(String reference) {
        return providers.find(reference);
    }

    /** Registers; throws {@link ProvisionException} when the resource is refused. */
    RegisterResourceResponse register(RegisterResourceRequest request) {
        var urn =
                Urns.of(program.stack(), program.project(), request.getParent(), request.getType(), request.getName());
        if (!urns.add(urn)) {
            throw new ProvisionException("duplicate resource URN '%s'; give it a unique name".formatted(urn));
        }
        if (request.getRemote()) {
            throw new ProvisionException(
                    "%s (%s): remote components are not known here".formatted(request.getType(), request.getName()));
        }
        var echoed = Structs.echo(request.getObject());
        if (!request.getCustom()) {
            return answer(new GraphNode(request, urn, "", Map.of(), true), echoed);
        }
        var inputs = new Inputs(
                request.getType() + " (" + request.getName() + ")",
                Structs.plain(request.getObject(), program.directory()));
        if (request.getType().startsWith(Providers.PREFIX)) {
            providers.register(urn, request.getType(), inputs);
            var id = UUID.nameUUIDFromBytes(urn.getBytes(StandardCharsets.UTF_8));
            return answer(new GraphNode(request, urn, id.toString(), Map.of(), true), echoed);
        }
        var made = provision(request, urn, inputs);
        return answer(
                new GraphNode(request, urn, made.id(), made.outputs(), made.running()), state(request, echoed, made));
    }

    private Provisioned provision(RegisterResourceRequest request, String urn, Inputs inputs) {
        var settings = providers.find(request.getProvider());
        var registration = new Registration(
                request.getType(), request.getName(), urn, settings.region(), inputs, request.getDependenciesList());
        listener.creating(request.getType(), request.getName());
        long start = System.nanoTime();
        var made = provisioner.provision(registration);
        listener.created(
                request.getType(), request.getName(), made.running(), Duration.ofNanos(System.nanoTime() - start));
        return made;
    }

    /** Returns what the provider would answer: echoed inputs, computed outputs over them, secrets kept. */
    private Struct state(RegisterResourceRequest request, Struct echoed, Provisioned made) {
        var state = new HashMap<String, Value>(echoed.getFieldsMap());
        made.outputs().forEach((key, value) -> state.merge(key, Structs.of(value), Registrar::merge));
        state.computeIfAbsent("tagsAll", key -> tags(request, echoed));
        for (var secret : request.getAdditionalSecretOutputsList()) {
            state.computeIfPresent(secret, (key, value) -> secret(value));
        }
        return Struct.newBuilder().putAllFields(state).build();
    }

    private Value tags(RegisterResourceRequest request, Struct echoed) {
        var tags = new LinkedHashMap<String, Object>(
                providers.find(request.getProvider()).defaultTags());
        var own = echoed.getFieldsMap().get("tags");
        if (own != null && Structs.plain(own, program.directory()) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> tags.put(String.valueOf(key), value));
        }
        return Structs.of(tags);
    }

    private RegisterResourceResponse answer(GraphNode node, Struct state) {
        graph.add(node);
        return RegisterResourceResponse.newBuilder()
                .setUrn(node.urn())
                .setId(node.id())
                .setObject(state)
                .build();
    }

    /** Returns what was computed, beside what of a block was only given; a secret stays one. */
    private static Value merge(Value echoed, Value computed) {
        if (isBlock(echoed) && isBlock(computed)) {
            var block = new HashMap<String, Value>(echoed.getStructValue().getFieldsMap());
            computed.getStructValue().getFieldsMap().forEach((key, value) -> block.merge(key, value, Registrar::merge));
            return Value.newBuilder()
                    .setStructValue(Struct.newBuilder().putAllFields(block))
                    .build();
        }
        return Signatures.of(echoed).equals(Signatures.SECRET) ? secret(computed) : computed;
    }

    private static boolean isBlock(Value value) {
        return value.hasStructValue() && Signatures.of(value).isEmpty();
    }

    private static Value secret(Value value) {
        return Signatures.of(value).equals(Signatures.SECRET) ? value : Signatures.secret(value);
    }
}
